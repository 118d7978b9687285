"""What a client may name on a database that is there, and sessions of everybody who works on it."""

import hashlib
from collections.abc import Collection

from flask import Flask
from sqlalchemy import select

from bench.attacks.names import Known
from server.auth.sessions import LIFETIME
from server.models.auth import Session
from server.models.figures import Snapshot
from server.models.jobs import ExportJob, Import
from server.models.log import Quarantine, Record
from server.models.org import Cluster, Person, Role, Unit
from server.models.periods import Period
from server.platform.clock import now
from server.platform.database import read, write

MOST = 60  # names of one kind
DAYS = ["2026-11-20", "2025-10-05", "2026-12-31", "2026-11-28T10:00:00+07:00", "2025-09-30T23:59:59Z"]
COLUMNS = {
    "unit": Unit.id,
    "account": Person.id,
    "record": Record.id,
    "export": ExportJob.id,
    "import": Import.id,
    "quarantine": Quarantine.id,
    "cluster": Cluster.id,
    "snapshot": Snapshot.id,
    "period": Period.key,
    "role": Role.id,
    "device": Session.digest,
    "code": Unit.code,
    "username": Person.username,
}


def known(app: Flask, usernames: Collection[str]) -> Known:
    """The names on the application's database, and what signs each of ``usernames`` in: see ``sign_in``."""
    registers = list(app.extensions["registers"])
    headers = sign_in(app, usernames)
    with app.app_context(), read() as session:
        pools = {
            name: [str(one) for one in session.scalars(select(column).limit(MOST)) if one is not None]
            for name, column in COLUMNS.items()
        }
        pools["version"] = [f"{one.rev}.{one.chain}" for one in session.scalars(select(Record).limit(MOST))]
    pools["id_"] = [*pools["import"], *pools["quarantine"], *pools["record"][:5]]
    pools |= {"day": DAYS, "words": ["Nguyễn Thị Lan", "Vườn rau", "a"]}
    pools |= {"register": [one.key for one in registers], "form": [one.form for one in registers]}
    pools |= {"measure": [each.key for one in registers for each in one.measures]}
    return Known(pools, registers, headers)


def sign_in(app: Flask, usernames: Collection[str]) -> dict[str, dict[str, str]]:
    """Begin a session for each of ``usernames``, again where it has ended: account → headers."""
    headers = {}
    with app.app_context(), write() as session:
        for person in session.scalars(select(Person).where(Person.username.in_(usernames)).order_by(Person.id)):
            token = f"of-{person.username}"
            digest = hashlib.sha256(token.encode()).hexdigest()
            session.merge(Session(digest=digest, person=person.id, expires=now() + LIFETIME))
            headers[person.id] = {"X-Account": person.id, "Cookie": f"lantoa_{person.id}={token}"}
    return headers
