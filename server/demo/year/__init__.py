"""The year before: 2024-2025 with its published figures, from the parts that each school and commune reports."""

from collections.abc import Callable, Iterator
from datetime import datetime

from server.demo.phones import House
from server.demo.registering import OFFICER
from server.demo.stamps import VIETNAM, unit_id
from server.demo.year import communes, examples, projects, province, schools, scores
from server.demo.year.report import Report
from sync.protocol.ids import natural_id
from sync.registers import Registers

DECIDED = datetime(2026, 1, 12, 8, tzinfo=VIETNAM)


def tell(house: House, registers: Registers, progress: Callable[[str], object]) -> int:
    """Every report sent by whom it concerns and approved by the department; how many there are."""
    for name, members in scores.clusters():
        house.hand(OFFICER).door.make("/api/clusters", name=name, units=members)
    first = [
        *schools.reports(),
        *scores.reports(),
        *communes.reports(),
        *projects.reports(),
        *examples.reports(),
        *province.reports(),
    ]
    _send(house, registers, first)
    progress(f"{len(first)} reports of 2024-2025 sent")
    _approve(house)
    # Commendations name the event, which has to be there.
    last = list(province.commendations(first))
    _send(house, registers, last)
    _approve(house)
    progress("approved by the department")
    return len(first) + len(last)


def _send(house: House, registers: Registers, reports: list[Report]) -> None:
    """One person after the other, each in a single sitting."""
    for who in sorted({one.who for one in reports}):
        for one in sorted((one for one in reports if one.who == who), key=lambda one: one.written):
            _write(house, registers, one)
        house.hand(who).sync()


def _write(house: House, registers: Registers, one: Report) -> None:
    unit, register = unit_id(one.code), registers.latest(one.register)
    form = f"{one.register}@{register.version if register else 1}"
    natural = register is not None and register.natural_key and one.period is not None
    once = natural_id(unit, one.register, one.period or "") if natural else None
    made = house.hand(one.who).create(one.written, form, one.data, True, one.period, unit=unit, record=once)
    one.record = once or made


def _approve(house: House) -> None:
    officer = house.hand(OFFICER)
    for record in officer.looked_at("submitted").values():
        officer.act(DECIDED, "approve", record["id"], unit=record["unit"], base=record["version"])
    officer.sync()


def accounts() -> Iterator[tuple[str, str, str, list[str]]]:
    """(username, name, role, unit codes) of those who report for units of which the demo tells no more."""
    yield from communes.accounts()
    yield from schools.accounts()
