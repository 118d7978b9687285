"""Applying the changes of an import in one transaction, with the functions that serve the desk's pages."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from server.audit.actor import Act
from server.audit.append import NewEntry, record_all
from server.imports.change import ImportChange, Operation
from server.imports.existing import known_as
from server.models.org import Person, Unit
from server.org import accounts, appointments, units
from server.org.appointments import NewRole, Transfer
from server.org.dated_changes import PLACES
from server.org.units import NewUnit, UnitChange


@dataclass(frozen=True, slots=True)
class AuditLater(Act):
    """An ``Act`` that collects its audit entries, to write them all at the end: one by one takes too long."""

    entries: list[NewEntry] = field(default_factory=list)

    def record(self, action: str, target: tuple[str, str], unit: str | None, **details: object) -> None:
        """Collect an audit entry, with the same parameters as ``Act.record``."""
        self.entries.append(NewEntry(action, target, unit, details))


class Applying:
    """The changes of one import while they are applied.

    ``units``: code → unit, those that the import creates included. ``sector_codes``: id of a unit → the code in the
    sector's database that was taken off it, as it gets another one: units may pass theirs on to each other.
    """

    def __init__(self, act: Act, changes: list[ImportChange]):
        self.act = act
        self.units: dict[str, Unit] = {}
        passing = {op["id"] for change in changes if "sector_code" in (op := change["op"]) and "id" in op}
        self.sector_codes = units.take_sector_codes(act, passing) if passing else {}

    def unit(self, code: str) -> Unit:
        """The unit with that code, which must exist."""
        if code not in self.units:
            self.units[code] = self.act.session.scalars(select(Unit).where(known_as([code]))).one()
        return self.units[code]

    def apply(self, do: str, op: Operation) -> str | None:
        """Apply one change: ``do`` says what kind (see ``Shown``), ``op`` with which values.

        Returns the id of the account that it created, None for any other change.
        """
        if do == "person.create":
            return appointments.create(self.act, op["name"], op["username"], self._wanted(op)).id
        if do == "unit.create":
            self._add_unit(op)
        elif do.startswith("unit."):
            self._change_unit(op)
        else:
            self._person(do, op)
        return None

    def _add_unit(self, op: Operation) -> None:
        wanted: NewUnit = {
            "kind": op["kind"],
            "name": op["name"],
            "code": op.get("code"),
            "sector_code": op.get("sector_code"),
            "level": op.get("level"),
            "aliases": op.get("aliases") or (),
            "parent": self.unit(op["parent"]).id,
        }
        if "reports_to" in op:
            wanted["reports_to"] = self.unit(op["reports_to"]).id
        if "begins" in op:
            wanted["begins"] = date.fromisoformat(op["begins"])
        unit = units.create(self.act, wanted)
        self.act.session.flush()
        self.units[op["code"]] = unit

    def _change_unit(self, op: Operation) -> None:
        unit = self.act.session.get_one(Unit, op["id"])
        wanted: UnitChange = {}
        if "name" in op:
            wanted["name"] = op["name"]
        if "level" in op:
            wanted["level"] = op["level"]
        taken: dict[str, str] = {}
        if "sector_code" in op:
            wanted["sector_code"] = op["sector_code"]
            if unit.id in self.sector_codes:
                taken["sector_code"] = self.sector_codes[unit.id]
        if "aliases" in op:
            wanted["aliases"] = [*unit.aliases, *op["aliases"]]
        if "begins" in op:
            wanted["begins"] = date.fromisoformat(op["begins"])
        for name in PLACES:
            if name in op:
                wanted[name] = self.unit(op[name]).id
        units.change(self.act, unit.id, unit.version, wanted, taken)

    def _person(self, do: str, op: Operation) -> None:
        act = self.act
        account = (
            op.get("account") or act.session.scalars(select(Person.id).where(Person.username == op["username"])).one()
        )
        version = act.session.get_one(Person, account).version
        on = date.fromisoformat(op["since"]) if "since" in op else None
        if do == "person.name":
            accounts.change(act, account, version, op["name"], None)
        elif do == "role.end":
            appointments.end(act, account, version, op["role_id"], date.fromisoformat(op["until"]))
        elif do == "role.transfer":
            to: Transfer = {"unit": self.unit(op["unit"]).id, "role": op["role"], "on": on}
            appointments.transfer(act, account, version, op["role_id"], to)
        else:
            appointments.give(act, account, version, self._wanted(op))

    def _wanted(self, op: Operation) -> NewRole:
        wanted: NewRole = {"unit": self.unit(op["unit"]).id, "role": op["role"]}
        if "since" in op:
            wanted["since"] = date.fromisoformat(op["since"])
        if "until" in op:
            wanted["until"] = date.fromisoformat(op["until"])
        return wanted


def apply_changes(act: Act, changes: list[ImportChange]) -> dict[int, str]:
    """Apply all changes in order; returns number of the change (from 0) → id of the account that it created.

    Raises the Problem of the first change that cannot be applied; the caller's transaction then undoes the others.
    """
    later = AuditLater(act.session, act.viewer, act.origin)
    applying = Applying(later, changes)
    made: dict[int, str] = {}
    for number, change in enumerate(changes):
        account = applying.apply(change["do"], change["op"])
        if account:
            made[number] = account
    record_all(act.session, act.origin, later.entries)
    return made
