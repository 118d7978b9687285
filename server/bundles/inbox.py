"""Bundles of ended sessions: a leader of their author's unit takes them in or refuses them."""

from typing import TypedDict

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Database
from sqlalchemy.orm import defer

from server.access.officers import takes_in, units_in_charge
from server.access.viewer import Viewer
from server.audit.append import Origin, record
from server.bundles.named_records import NamedRecords
from server.bundles.states import EARLY, REFUSED, TAKEN_IN, WAITING
from server.bundles.take import WaitingTaken, take_waiting
from server.models.bundles import Bundle
from server.models.org import Person, Unit
from server.platform.clock import now
from sync.protocol.problems import Problem
from sync.registers import Registers

MOST = 100  # bundles of one answer
STATES = {"take_in": TAKEN_IN, "refuse": REFUSED}
"""What a leader may do with a bundle → the state that it then has."""

AUDITED = {"take_in": "bundle.take", "refuse": "bundle.refuse"}
"""What a leader may do with a bundle → the action that the audit records."""


class Named(TypedDict):
    """The id and name of a person or unit."""

    id: str
    name: str


class Waiting(TypedDict):
    """A bundle that waits. ``id``: its digest. ``records``: form and title of some records that it writes;
    ``received``: when it was brought, in ISO."""

    id: str
    author: Named
    unit: Named
    carrier: str | None
    received: str
    mutations: int
    drafts: int
    records: list[dict[str, str]]


def waiting(session: Database, viewer: Viewer, registers: Registers) -> list[Waiting]:
    """The bundles that the viewer decides on and that nobody has decided on, the oldest first."""
    query = (
        select(Bundle, Person.name, Unit.name)
        .join(Person, Person.id == Bundle.person)
        .join(Unit, Unit.id == Bundle.unit)
        .where(Bundle.state == WAITING, units_in_charge(viewer))
        .order_by(Bundle.received)
        .limit(MOST)
        .options(defer(Bundle.content))  # up to 16 MiB of each
    )
    records = NamedRecords(session, registers)
    return [_shown(session, records, bundle, author, unit) for bundle, author, unit in session.execute(query)]


def count(session: Database, viewer: Viewer) -> int:
    """How many bundles wait for the viewer's decision; read from an index alone."""
    units = select(Unit.id).where(units_in_charge(viewer))
    query = select(func.count()).select_from(Bundle).where(Bundle.unit.in_(units), Bundle.state == WAITING)
    return session.scalar(query) or 0


def decide(
    session: Database, viewer: Viewer, registers: Registers, digest: str, do: str, text: str | None, origin: Origin
) -> WaitingTaken | None:
    """Take a bundle in, or refuse it, in the caller's transaction; ``do``: a key of ``STATES``.

    Returns what was taken in, None if nothing was; photos are taken in by ``early.take_kept``, once the transaction has
    ended. Problem ``not_found``; ``decided`` if it was decided the other
    way before.
    """
    bundle = session.get(Bundle, digest, with_for_update=True)
    if bundle is None or bundle.unit is None or not takes_in(viewer, bundle.unit):
        raise Problem("not_found")
    if bundle.state != WAITING:
        if bundle.state not in (STATES[do], EARLY if do == "take_in" else None):
            raise Problem("decided")
        return None
    taken = take_waiting(session, registers, bundle) if do == "take_in" else None
    bundle.state, bundle.by, bundle.at, bundle.text = STATES[do], viewer.account, now(), text
    if taken and taken.unfinished:
        bundle.state = EARLY  # and kept for what of it could not be taken in yet
    elif do == "take_in":
        bundle.content = None  # it is in the log now; what was refused stays, should somebody ask for it
    counts = {"mutations": bundle.mutations, "drafts": bundle.drafts, "text": text}
    record(session, origin, AUDITED[do], ("person", bundle.person), bundle.unit, **counts)
    return taken


def _shown(session: Database, records: NamedRecords, bundle: Bundle, author: str, unit: str) -> Waiting:
    carrier = session.get(Person, bundle.carrier) if bundle.carrier else None
    return {
        "id": bundle.digest,
        "author": {"id": bundle.person, "name": author},
        "unit": {"id": bundle.unit or "", "name": unit},
        "carrier": carrier.name if carrier else None,
        "received": bundle.received.isoformat(),
        "mutations": bundle.mutations,
        "drafts": bundle.drafts,
        "records": records.of(bundle.digest),
    }
