"""One record as a person reads it: its fields by their labels, its thread, its history."""

from typing import Any

from sqlalchemy.orm import Session

from server import labels, reading
from server.access import Viewer
from server.desk import text, writing
from server.models import Record
from sync.registers import Field, Register, Registers, shown

Json = dict[str, Any]


class Contents:
    """Puts the values of one record into words."""

    def __init__(self, session: Session, viewer: Viewer, registers: Registers, record: Record, language: str):
        self.session, self.viewer, self.registers, self.record, self.language = (
            session,
            viewer,
            registers,
            record,
            language,
        )
        register = registers.get(f"{record.register}@{record.version}")
        assert register is not None
        self.register: Register = register

    def fields(self) -> list[tuple[str, list[str]]]:
        """(label, lines) of every field that the record shows or holds, in the register's order."""
        asked = shown(self.register, self.record.data)
        return [
            (field.label[self.language], self.lines(field, self.record.data.get(name)))
            for name, field in self.register.fields.items()
            if name in asked or name in self.record.data
        ]

    def lines(self, field: Field, value: Any) -> list[str]:
        """A value in words, a line each; none where nothing is recorded."""
        if value is None or value in ("", []):
            return []
        if field.type == "rows":
            return [self._row(field, row) for row in value]
        if field.type in ("integer", "decimal"):
            suffix = f" {field.unit[self.language]}" if field.unit else ""
            return [writing.number(value, self.language) + suffix]
        if field.type == "date":
            return [writing.day(value)]
        if field.type == "place":
            return [", ".join(f"{part:.5f}" for part in value)]
        if field.type in ("text", "longtext"):
            return str(value).splitlines()
        keys = [_key(item) for item in (value if isinstance(value, list) else [value])]
        named = labels.of_values(self.session, self.viewer, self.registers, field, keys, self.language)
        return [named[key] for key in keys]

    def conflicts(self) -> list[str]:
        return [self._label(name) for name in self.record.conflicts]

    def flags(self) -> list[str]:
        """The broken rules, by the labels of their fields."""
        return [
            " – ".join(self._label(name) for name in flag.partition(":")[2].split(",")) for flag in self.record.flags
        ]

    def history(self) -> list[Json]:
        """What was done, last things first: ``{"verb", "by", "at", "received", "fields", "text"}``."""
        entries = reading.history(self.session, self.record)
        names = labels.of_people(self.session, {entry["by"] for entry in entries})
        return [self._entry(entry, names) for entry in reversed(entries)]

    def _entry(self, entry: Json, names: dict[str, str]) -> Json:
        touched = {name: None for part in ("set", "add", "remove") for name in entry.get(part, {})}
        verb = text.VERB[entry["do"]][self.language]
        if entry.get("then") == "submit":
            verb += f" · {text.VERB['submit'][self.language]}"
        return {
            "verb": verb,
            "by": names.get(entry["by"], "–"),
            "at": writing.moment(entry["at"]),
            "received": writing.moment(entry["received"]),
            "fields": ", ".join(self._label(name) for name in touched),
            "text": entry.get("text"),
        }

    def _row(self, field: Field, row: Json) -> str:
        said = []
        for name, column in field.fields.items():
            if lines := self.lines(column, row.get(name)):
                said.append(f"{column.label[self.language]}: {' '.join(lines)}")
        return " · ".join(said)

    def _label(self, name: str) -> str:
        field = self.register.fields.get(name)
        return field.label[self.language] if field else name


def _key(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
