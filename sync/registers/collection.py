"""All registers that a server knows, with every version of each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from sync.registers.field import NUMBERS, Field
from sync.registers.growth import compatible
from sync.registers.loading import RegisterFaults, load
from sync.registers.measure import STORED
from sync.registers.register import Register


class Registers:
    """Every version of every register: those in definition files, and those published on this server since.

    ``directories`` hold files ``<key>.<version>.toml``; ``published``: form (``key@version``) → text of its definition.
    If a form is in both, the published one is used, as records were written by it. Raises RegisterFaults, a ValueError,
    with the faults of all definitions, of references between them, and of versions that may not follow the one before.
    """

    def __init__(self, directories: Iterable[Path], published: Mapping[str, str] = MappingProxyType({})):
        self.added_creators: tuple[tuple[str, str], ...] = ()
        """(role, register) where a version after the first lets a role create the one record of a unit and period."""
        self._forms: dict[str, Register] = {}
        self._latest: dict[str, Register] = {}
        faults: list[str] = []
        for path in sorted(path for directory in directories for path in Path(directory).glob("*.toml")):
            key, version, _ = path.name.rsplit(".", 2) if path.name.count(".") > 1 else (path.stem, "", "")
            if f"{key}@{version}" not in published:
                self._take(path.name, f"{key}@{version}", path.read_bytes(), faults)
        for form, text in published.items():
            self._take(form, form, text.encode(), faults)
        self._join_creators()
        for register in sorted(self._forms.values(), key=lambda one: one.version):
            faults += [f"{register.form}: {fault}" for fault in self._after(register)]
            self._latest[register.key] = register
        for register in self._forms.values():
            faults += [f"{register.form}: {fault}" for fault in self._references(register)]
        if faults:
            raise RegisterFaults(faults)

    def get(self, form: str) -> Register | None:
        """The version of a register that a form such as ``"activity@2"`` names; None if there is none."""
        return self._forms.get(form)

    def latest(self, key: str) -> Register | None:
        """The newest version of the register with that key; None if there is none."""
        return self._latest.get(key)

    def all_latest(self) -> list[Register]:
        """The newest version of each register, sorted by key."""
        return [self._latest[key] for key in sorted(self._latest)]

    @property
    def nothing(self) -> Register | None:
        """The register in which units declare that they have nothing to report; None if there is none."""
        return next((register for register in self.all_latest() if register.nothing), None)

    def __iter__(self) -> Iterator[Register]:
        return iter(self._forms.values())

    def _take(self, name: str, form: str, text: bytes, faults: list[str]) -> None:
        try:
            register = load(text.decode())
        except ValueError as error:
            faults += [f"{name}: {fault}" for fault in getattr(error, "faults", [str(error)])]
            return
        if form != register.form:
            faults.append(f"{name}: describes {register.form}")
        if register.form in self._forms:
            faults.append(f"{name}: {register.form} is there twice")
        self._forms[register.form] = register

    def _join_creators(self) -> None:
        creators: dict[str, frozenset[str]] = {}
        for register in self._forms.values():
            creators[register.key] = creators.get(register.key, frozenset()) | register.creators
        for form, register in self._forms.items():
            self._forms[form] = replace(register, creators=creators[register.key])
        firsts = (one for one in self._forms.values() if one.version == 1 and one.natural_key)
        self.added_creators = tuple(sorted((role, one.key) for one in firsts for role in one.creators - set(one.by)))

    def _after(self, register: Register) -> list[str]:
        if register.version == 1:
            return []
        before = self._forms.get(f"{register.key}@{register.version - 1}")
        return compatible(before, register) if before else [f"version {register.version - 1} is missing"]

    def _references(self, register: Register) -> Iterator[str]:
        for field in register.fields.values():
            if field.to and field.to not in self._latest:
                yield f"fields.{field.name}.to: there is no register '{field.to}'"
            elif field.copy_from:
                yield from self._copy(register, field)

        columns = ((one, f"{field.name}.fields") for field in register.fields.values() for one in field.fields.values())
        for field, at in (*((one, "") for one in register.fields.values()), *columns):
            if field.within:
                where = f"fields.{at}.{field.name}" if at else f"fields.{field.name}"
                yield from self._bounded(f"{where}.within", *field.within.split("."))
        if register.scores:
            yield from self._scored(register, register.scores.register)
        for measure in register.measures:
            if measure.d and "." in measure.d:
                yield from self._counted(f"measures.{measure.key}.d", *measure.d.split("."))

    def _scored(self, register: Register, key: str) -> Iterator[str]:
        """Faults of ``scores``: the register ``key`` needs the same sections, and one record per unit and period."""
        other = self._latest.get(key)
        sections = [{(one.key, one.most) for one in each.sections} for each in (register, other) if each]
        if other is None or not other.natural_key or other.period != register.period:
            yield f"scores.register: '{key}' is not kept once per unit and {register.period}"
        elif sections[0] != sections[1]:
            yield f"scores.register: '{key}' has other sections"

    def _bounded(self, where: str, key: str, name: str) -> Iterator[str]:
        other = self._latest.get(key)
        field = other.fields.get(name) if other else None
        if other is None or not other.natural_key or field is None or field.type not in NUMBERS:
            yield f"{where}: '{key}' keeps no number '{name}' once per unit"

    def _counted(self, where: str, key: str, name: str) -> Iterator[str]:
        other = self._latest.get(key)
        measure = other.measure(name) if other else None
        if measure is None or measure.kind not in STORED:
            yield f"{where}: '{key}' keeps no measure '{name}'"

    def _copy(self, register: Register, field: Field) -> Iterator[str]:
        assert field.copy_from
        other = self._latest.get(register.fields[field.copy_from.field].to or "")
        if other is None:
            return
        where, source = f"fields.{field.name}.copy_from", other.fields.get(field.copy_from.of)
        if source is None:
            yield f"{where}: '{other.key}' has no field '{field.copy_from.of}'"
        elif (source.type, source.to) != (field.type, field.to):
            yield f"{where}: '{other.key}.{source.name}' is {source.type}, this is {field.type}"
        elif register is self._latest[register.key] and not source.values <= field.values:
            # An older version cannot know choices that the other register gained later.
            yield f"{where}: lacks the choices {', '.join(sorted(source.values - field.values))}"
