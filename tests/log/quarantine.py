"""People who leave a school with work on their phones, and the leaders who find it waiting."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from server.log.verify import compare
from server.models.log import LogEntry
from server.models.org import Person, Role, Unit
from server.org.people import give_role
from server.platform.clock import now
from server.platform.database import read, write
from tests.village import Client, Json, Village

HOUR = timedelta(hours=1)


def stamp(ago: timedelta = timedelta(0)) -> str:
    """The time so long ago, as a phone writes it."""
    return (datetime.now(UTC) - ago).isoformat(timespec="milliseconds")


def transfer(village: Village, name: str, to: Unit | None = None, ago: timedelta = HOUR) -> None:
    """Somebody leaves all their units, ``ago``, and teaches in ``to`` from then on."""
    with village.app.app_context(), write() as session:
        person = session.scalars(select(Person).where(Person.username == village.people[name])).one()
        for role in session.scalars(select(Role).where(Role.person == person.id, Role.until.is_(None))):
            role.until = now() - ago
        if to is not None:
            give_role(session, person, to, "teacher", now() - ago)


def early(client: Client, do: str = "put", **members) -> Json:
    """A mutation made two hours ago, while its author was still of the unit."""
    made = {"at": stamp(2 * HOUR)} | members
    return client.put(**made) if do == "put" else client.mutation(do, **made)


def send(client: Client, *mutations: Json) -> Json:
    """The outcomes of mutations sent by a phone whose clock is right."""
    client.sync()
    return client.sync(*mutations, now=stamp())["outcomes"]


def waiting(client: Client, asked: str = "") -> list[Json]:
    answer = client.get(f"/api/quarantine{asked}")
    assert answer.status_code == 200, answer.text
    return answer.json["items"]


def decide(client: Client, item: str, do: str, text: str | None = None):
    return client.post(f"/api/quarantine/{item}", {"do": do, "text": text})


def differences(village: Village) -> list[str]:
    """What ``flask check`` says."""
    with village.app.app_context(), read() as session:
        return compare(session, village.app.extensions["registers"])


def log_of(village: Village, record: str) -> list[LogEntry]:
    with village.app.app_context(), read() as session:
        return list(session.scalars(select(LogEntry).where(LogEntry.record == record).order_by(LogEntry.seq)))
