"""The changes of an import, done one after the other in one transaction by the functions that the pages use."""

from datetime import date
from typing import Any

from sqlalchemy import select

from server import appointments, people
from server.acting import Act
from server.models import Person, Unit

Json = dict[str, Any]


class Doing:
    def __init__(self, act: Act):
        self.act = act
        self.units: dict[str, Unit] = {}

    def unit(self, code: str) -> Unit:
        if code not in self.units:
            self.units[code] = self.act.session.scalars(select(Unit).where(Unit.code == code)).one()
        return self.units[code]

    def one(self, op: Json) -> str | None:
        """Do a change; the account that it made, if it did."""
        if op["do"] == "person.create":
            return appointments.create(self.act, op["name"], op["username"], self._wanted(op)).id
        if op["do"] == "unit.create":
            self._add_unit(op)
        elif op["do"].startswith("unit."):
            self._change_unit(op)
        else:
            self._person(op["do"], op)
        return None

    def _add_unit(self, op: Json) -> None:
        act = self.act
        unit = people.add_unit(
            act.session,
            kind=op["kind"],
            name=op["name"],
            code=op["code"],
            level=op.get("level"),
            parent=self.unit(op["parent"]),
            reports_to=self.unit(op["reports_to"]) if "reports_to" in op else None,
            aliases=op["aliases"],
        )
        act.session.flush()
        self.units[op["code"]] = unit
        act.record("unit.create", ("unit", unit.id), unit.id, name=unit.name, code=unit.code)

    def _change_unit(self, op: Json) -> None:
        act = self.act
        unit = act.session.get_one(Unit, op["id"], with_for_update=True)
        was = {"name": unit.name, "level": unit.level}
        if "name" in op:
            # People go on looking for it by the name that they know.
            unit.aliases = [*unit.aliases, unit.name] if unit.name not in unit.aliases else unit.aliases
            unit.name = op["name"]
        unit.level = op.get("level", unit.level)
        unit.aliases = [*unit.aliases, *(name for name in op.get("aliases", ()) if name not in unit.aliases)]
        unit.version += 1
        act.record("unit.change", ("unit", unit.id), unit.id, was=was, name=unit.name, level=unit.level)

    def _person(self, do: str, op: Json) -> None:
        act = self.act
        account = (
            op.get("account") or act.session.scalars(select(Person.id).where(Person.username == op["username"])).one()
        )
        version = act.session.get_one(Person, account).version
        on = date.fromisoformat(op["since"]) if "since" in op else None
        if do == "person.name":
            appointments.change(act, account, version, op["name"], None)
        elif do == "role.end":
            appointments.end(act, account, version, op["role_id"], date.fromisoformat(op["until"]))
        elif do == "role.transfer":
            to = {"unit": self.unit(op["unit"]).id, "role": op["role"], "on": on}
            appointments.transfer(act, account, version, op["role_id"], to)
        else:
            appointments.give(act, account, version, self._wanted(op))

    def _wanted(self, op: Json) -> Json:
        days: Json = {name: date.fromisoformat(op[name]) for name in ("since", "until") if name in op}
        return {"unit": self.unit(op["unit"]).id, "role": op["role"], **days}


def do(act: Act, changes: list[Json]) -> dict[int, str]:
    """Everything, in order; number of the change → the account that it made. Problem of the first that cannot be."""
    doing = Doing(act)
    made: dict[int, str] = {}
    for number, change in enumerate(changes):
        account = doing.one(change["op"] | {"do": change["do"]})
        if account:
            made[number] = account
    return made
