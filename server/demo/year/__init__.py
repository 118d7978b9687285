"""The demo's school year 2024-2025: reports of each school and commune, which add up to the published figures."""

from collections.abc import Iterator
from datetime import datetime

from server.demo.content import schools as schools_with_people
from server.demo.phones import Phones
from server.demo.registering import OFFICER
from server.demo.stamps import VIETNAM, unit_id
from server.demo.year import communes, examples, green_schools, initiatives, projects, province, schools, scores
from server.demo.year.report import Report
from sync.protocol.ids import natural_id
from sync.registers import Registers

VERIFIED = datetime(2025, 5, 26, 8, tzinfo=VIETNAM)
DECIDED = datetime(2026, 1, 12, 8, tzinfo=VIETNAM)


def send(phones: Phones, registers: Registers) -> None:
    """Make the clusters of schools, and send all reports of 2024-2025 from their senders; all are approved."""
    for name, members in scores.clusters():
        phones.of(OFFICER).connection.make("/api/clusters", name=name, units=members)
    first = _reports()
    _send(phones, registers, first)
    examples.send_photos(phones, first)
    _verify(phones, registers)
    _approve(phones)
    # Commendations name the event, which has to be there.
    last = list(province.commendations(first))
    _send(phones, registers, last)
    _approve(phones)


def count() -> int:
    """How many reports ``send`` sends."""
    return len(_reports()) + province.COMMENDATIONS


def _reports() -> list[Report]:
    """All reports except the commendations, which refer to another report's record."""
    parts = (schools, scores, communes, green_schools, initiatives, projects, examples, province)
    return [report for part in parts for report in part.reports()]


def _send(phones: Phones, registers: Registers, reports: list[Report]) -> None:
    """Send reports: one person after the other creates theirs, in order of time, and synchronises once."""
    for who in sorted({one.who for one in reports}):
        for one in sorted((one for one in reports if one.who == who), key=lambda one: one.written):
            _write(phones, registers, one)
        phones.sync([who])


def _write(phones: Phones, registers: Registers, one: Report) -> None:
    unit, register = unit_id(one.code), registers.latest(one.register)
    form = f"{one.register}@{register.version if register else 1}"
    natural = register is not None and register.natural_key and one.period is not None
    once = natural_id(unit, one.register, one.period or "") if natural else None
    made = phones.of(one.who).create(one.written, form, one.data, True, one.period, unit=unit, record=once)
    one.record = once or made


def _verify(phones: Phones, registers: Registers) -> None:
    """Let each school's leader verify what its teachers have sent."""
    leaders = [school.leaders[0][0] for school in schools_with_people()]
    for who in leaders:
        leader = phones.of(who)
        for record in leader.records("submitted").values():
            register = registers.get(record["form"])
            if register is not None and register.review[0] == "leader":
                leader.act(VERIFIED, "verify", record["id"], unit=record["unit"], base=record["version"])
    phones.sync(leaders)


def _approve(phones: Phones) -> None:
    officer = phones.of(OFFICER)
    for record in (officer.records("submitted") | officer.records("verified")).values():
        officer.act(DECIDED, "approve", record["id"], unit=record["unit"], base=record["version"])
    officer.sync()


def accounts() -> Iterator[tuple[str, str, str, list[str]]]:
    """Accounts, as (username, name, role, unit codes), that report for the units where nobody else has one."""
    yield from communes.accounts()
    yield from schools.accounts()
