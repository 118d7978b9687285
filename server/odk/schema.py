"""A register as a form of ODK: its fields in their order, each with a path and one of ODK's types."""

from collections.abc import Iterator
from dataclasses import dataclass

from server.odk.names import META, OURS, group
from sync.registers import Field, Register
from sync.registers.field import NOTE

TYPES = {"integer": "int", "decimal": "decimal", "date": "date", "yesno": "boolean", "place": "geopoint"}
TYPES |= {"time": "time", "datetime": "dateTime", "barcode": "barcode"}
"""A field's type → ODK's; all others are ``string``."""
STRUCTURE, REPEAT = "structure", "repeat"
ABOUT = ("unit", "unitId", "unitCode", "sectorCode", "place", "period", "status", "schoolState")
"""What stands in the group of our own."""
LISTS = ("choices", "persons", "photos")


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form. ``path``: names from the root, ``/rows/column``; ``field``: the register's, None for what is
    no answer; ``many``: whether it holds several values."""

    path: str
    type: str
    field: Field | None = None

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def parent(self) -> str:
        """The path above, ``""`` at the root."""
        return self.path.rpartition("/")[0]

    @property
    def many(self) -> bool:
        """Whether it holds several values, with blanks between."""
        return self.field is not None and self.field.type in LISTS


def form_fields(register: Register) -> list[FormField]:
    """The fields of a register as a form, groups and repeats before what they hold."""
    return list(_fields(register))


def repeats(register: Register) -> list[Field]:
    """The fields of rows: each is a table of its own."""
    return [field for field in shown_fields(register) if field.type == "rows"]


def shown_fields(register: Register) -> list[Field]:
    """The fields that hold answers and are still asked for."""
    return [field for field in register.fields.values() if not field.retired and field.type != NOTE]


def columns(field: Field) -> list[Field]:
    """The columns of rows that are still asked for."""
    return [column for column in field.fields.values() if not column.retired]


def _fields(register: Register) -> Iterator[FormField]:
    ours, meta = group(register, OURS), group(register, META)
    yield FormField(f"/{ours}", STRUCTURE)
    yield from (FormField(f"/{ours}/{name}", "string") for name in ABOUT)
    for field in shown_fields(register):
        if field.type != "rows":
            yield FormField(f"/{field.name}", TYPES.get(field.type, "string"), field)
            continue
        yield FormField(f"/{field.name}", REPEAT, field)
        for column in columns(field):
            yield FormField(f"/{field.name}/{column.name}", TYPES.get(column.type, "string"), column)
    yield FormField(f"/{meta}", STRUCTURE)
    yield from (FormField(f"/{meta}/{name}", "string") for name in ("instanceID", "instanceName"))
