"""Finding the people, records and units that a cell calls by their names, for fields that answer with their ids."""

from collections import defaultdict
from collections.abc import Callable, Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.access.records import may_name_records, nameable
from server.access.viewer import Viewer
from server.access.visible import visible
from server.imports.records.faults import BadCell
from server.models.log import Record
from server.models.org import Person, Role, Unit
from server.org.cluster_peers import peers_of
from server.platform.id_lists import among
from server.records import labels
from sync.folding import fold
from sync.protocol.ids import is_uuid
from sync.protocol.transitions import DELETED, DRAFT
from sync.registers import Field, Registers

Names = dict[str, set[str]]
"""A folded name → the ids that have it."""


class NameSearch:
    """What the rows of an import may name, of the units that they are for; each kind is read when first needed."""

    def __init__(self, session: Session, viewer: Viewer, registers: Registers, units: Collection[str]):
        self._session, self._viewer, self._registers, self._units = session, viewer, registers, list(units)
        self._known: dict[str, dict[str, Names]] = {}

    def of(self, field: Field, unit: str) -> Callable[[str], str]:
        """A function from a text to the id that it names in a field, in a unit's record; it raises BadCell."""

        def find(text: str) -> str:
            if is_uuid(text):
                return text
            known = self._of(field)
            found = known.get(unit, {}).get(_key(text), set()) or known.get("", {}).get(_key(text), set())
            if len(found) == 1:
                return next(iter(found))
            if field.type == "ref":
                to = self._registers.latest(field.to or "")
                raise BadCell("ref", to=to.title["vi"] if to else field.to)
            raise BadCell("choice" if field.choices_from else "person")

        return find

    def _of(self, field: Field) -> dict[str, Names]:
        """Unit → the names that a field's answers may have in it; those for all units under the empty text."""
        kind = f"ref:{field.to}:{field.across}" if field.type == "ref" else field.choices_from or "people"
        if kind not in self._known:
            found: dict[str, Names] = defaultdict(lambda: defaultdict(set))
            if field.type == "ref":
                self._add_records(found, field)
            elif field.choices_from == "sites":
                self._add_sites(found)
            elif field.choices_from:
                self._add_peers(found)
            else:
                self._add_people(found)
            self._known[kind] = found
        return self._known[kind]

    def _add_records(self, found: dict[str, Names], field: Field) -> None:
        register = self._registers.latest(field.to or "")
        if register is None:
            return
        known = visible(self._viewer, self._registers.all_latest())
        if field.across and nameable(register, self._registers):
            known = or_(known, may_name_records(self._viewer))
        query = select(Record).where(Record.register == register.key, Record.status.not_in((DELETED, DRAFT)), known)
        query = query if field.across else query.where(among(Record.scope, "units"))
        for record in self._session.scalars(query, {} if field.across else {"units": self._units}):
            for language in ("vi", "en"):
                name = _key(labels.title(register, record, language))
                found[record.scope][name].add(record.id)
                if field.across:
                    found[""][name].add(record.id)

    def _add_sites(self, found: dict[str, Names]) -> None:
        query = select(Unit).where(Unit.kind == "site", among(Unit.parent, "units"))
        for unit in self._session.scalars(query, {"units": self._units}):
            for name in (unit.name, unit.code, *unit.aliases):
                if name and unit.parent:
                    found[unit.parent][_key(name)].add(unit.id)

    def _add_peers(self, found: dict[str, Names]) -> None:
        for of in self._units:
            ids = self._session.scalars(peers_of({of}, False)).all()
            for unit in self._session.scalars(select(Unit).where(among(Unit.id, "ids")), {"ids": list(ids)}):
                for name in (unit.name, unit.code, *unit.aliases):
                    if name:
                        found[of][_key(name)].add(unit.id)

    def _add_people(self, found: dict[str, Names]) -> None:
        query = select(Role.unit, Person.id, Person.name, Person.username).join(Person, Person.id == Role.person)
        for unit, id_, name, username in self._session.execute(
            query.where(among(Role.unit, "units"), Person.active), {"units": self._units}
        ):
            for one in (name, username):
                found[unit][_key(one)].add(id_)


def _key(text: str) -> str:
    return " ".join(fold(text).split())
