"""The sheet ``survey``: its questions as fields, its groups as sections, its repeats as rows."""

from typing import Any, NamedTuple

from server.platform.workbook import Fault
from server.registers.xlsform import expressions
from server.registers.xlsform.cells import SPOKEN
from server.registers.xlsform.language import (
    ALIKE,
    BEGIN,
    ELSEWHERE,
    END,
    KNOWN_TO_THE_SERVER,
    OF_FIELD,
    OF_GROUP,
    ONE,
    OWN,
    PLAIN,
    REFUSED_COLUMNS,
    SEVERAL,
    SURVEY,
    YESNO,
)
from server.registers.xlsform.lists import Lists, labelled
from server.registers.xlsform.messages import say
from server.registers.xlsform.table import Row, Table
from sync.registers import fits
from sync.registers.language import FIELD

Raw = dict[str, Any]
Place = tuple[str, int]


class Open(NamedTuple):
    """A group or repeat that is not ended yet."""

    kind: str
    row: int
    name: str
    section: str | None = None
    relevant: str = ""


class Survey:
    """``fields`` and ``sections`` as a definition has them, ``places``: where each stands in the workbook."""

    def __init__(self, table: Table, lists: Lists):
        self.lists = lists
        self.fields: list[Raw] = []
        self.sections: list[Raw] = []
        self.help: dict[str, str] | None = None
        self.places: dict[str, Place] = {}
        self.faults: list[Fault] = [*table.faults]
        self.remarks: list[Fault] = table.only_language("label")
        self._open: list[Open] = []
        self._rows: Raw | None = None
        self._note: dict[str, str] = {}
        self._conditions: list[tuple[Raw, str, Row]] = []
        self._named: dict[tuple[str, str], int] = {}
        for row in table.rows:
            if SPOKEN.get(row.get("disabled").lower()) is not True:
                self._row(row)
        self.faults += [say("begin_without", SURVEY, one.row, name=one.name) for one in self._open]
        for field, said, row in self._conditions:
            self._condition(field, said, row)
        if not self.fields and not self.faults:
            self.faults.append(say("no_questions", SURVEY))

    def _row(self, row: Row) -> None:
        said = " ".join(row.get("type").split())
        kind = said.lower()
        if not said:
            self.faults.append(row.fault("no_type"))
        elif kind in BEGIN:
            self._begin(row, BEGIN[kind])
        elif kind in END:
            self._end(row, END[kind], said)
        elif kind == "note":
            self._note = {**self._note, **labelled(row, self.faults)}
        elif kind in KNOWN_TO_THE_SERVER:
            self.remarks.append(row.fault("left_out", name=said))
        elif row.get("name"):
            self._question(row, said)
        else:
            self.faults.append(row.fault("no_name"))

    def _begin(self, row: Row, kind: str) -> None:
        name, section = row.get("name"), self._open[-1].section if self._open else None
        if self._rows is not None:
            self.faults.append(row.fault("nested"))
        elif kind == "repeat":
            self._rows = self._field(row, "rows", {"type": "rows", "fields": []})
        elif row.words("label"):
            title = labelled(row, self.faults)
            more = self._members(row, OF_GROUP)
            self.sections.append({"key": name, "title": title, **more})
            self.places[f"sections.{name}"] = self.places[f"sections[{len(self.sections)}]"] = (SURVEY, row.number)
            section = name
        relevant = row.get("relevant") if kind == "group" else ""
        self._open.append(Open(kind, row.number, name or kind, section, relevant or self._inherited()))

    def _end(self, row: Row, kind: str, said: str) -> None:
        if not self._open:
            self.faults.append(row.fault("end_without", name=said))
            return
        begun = self._open.pop()
        if begun.kind != kind:
            self.faults.append(row.fault("end_crossed", name=said, at=begun.row))
        if not any(one.kind == "repeat" for one in self._open):
            self._rows = None

    def _inherited(self) -> str:
        return self._open[-1].relevant if self._open else ""

    def _question(self, row: Row, said: str) -> None:
        members = self._type(row, row.get(f"{OWN}type") or said)
        if said.lower() == "calculate" and not (row.get(f"{OWN}copy_from") or row.get(f"{OWN}computed")):
            self.faults.append(row.fault("calculate"))
        elif members:
            self._field(row, said, members)

    def _type(self, row: Row, said: str) -> Raw:
        """``type``, and the choices of it; empty where there is none such, which is told."""
        kind, _, rest = said.partition(" ")
        kind = ALIKE.get(kind.lower(), kind.lower())
        if kind in ONE or kind in SEVERAL:
            return self._choosing(row, kind, rest.split())
        if kind == "text" and "multiline" in row.get("appearance").split():
            return {"type": "longtext"}
        if kind in ELSEWHERE or rest or not (kind in PLAIN or fits.name(kind)):
            self.faults.append(row.fault("type", name=said))
            return {}
        if kind not in PLAIN and kind != "photos" and not FIELD["type"].fits(kind) and kind != "calculate":
            self.faults.append(row.fault("type", name=said))
            return {}
        return {"type": PLAIN.get(kind, kind)}

    def _choosing(self, row: Row, kind: str, rest: list[str]) -> Raw:
        if not rest:
            self.faults.append(row.fault("no_list_name", name=kind))
        elif len(rest) > 1:
            self.faults.append(row.fault("or_other" if "or_other" in rest else "type", name=" ".join([kind, *rest])))
        elif rest[0] == YESNO:
            return {"type": "yesno"}
        elif rest[0] not in self.lists.found:
            self.faults.append(row.fault("no_list", name=rest[0]))
        else:
            listed = self.lists.found[rest[0]]
            where = f"{self._where(row)}.choices"
            self.places |= {f"{where}.{one.choice['value']}": ("choices", one.row) for one in listed}
            return {"type": "choice" if kind in ONE else "choices", "choices": [one.choice for one in listed]}
        return {}

    def _where(self, row: Row) -> str:
        inside = f"fields.{self._rows['name']}." if self._rows is not None else ""
        return f"{inside}fields.{row.get('name')}"

    def _field(self, row: Row, said: str, members: Raw) -> Raw:
        """The question as a field, put where it belongs."""
        name, inside = row.get("name"), self._rows
        field: Raw = {"name": name, "type": members["type"], "label": labelled(row, self.faults)}
        self._help(field, row)
        field |= members | self._members(row, OF_FIELD)
        self._answering(field, row)
        if relevant := self._relevant(row):
            self._conditions.append((field, relevant, row))
        section = self._open[-1].section if self._open else None
        if section and inside is None:
            field.setdefault("section", section)
        listed = self.fields if inside is None else inside["fields"]
        key = ("" if inside is None else inside["name"], name)
        self.places[f"{self._where(row)}"] = (SURVEY, row.number)
        if key in self._named:
            self.faults.append(row.fault("twice", name=name, at=self._named[key]))
        else:
            self._named[key] = row.number
            listed.append(field)
            self.places[f"{'fields.' + inside['name'] + '.' if inside else ''}fields[{len(listed)}]"] = (
                SURVEY,
                row.number,
            )
        return field

    def _help(self, field: Raw, row: Row) -> None:
        """A note before a question is its help; one before all of them is the register's."""
        words = labelled(row, self.faults, "hint") if row.words("hint") else {}
        if self._note and not self.fields and self._rows is None and self.help is None:
            self.help = self._note
        elif self._note:
            words = {
                language: " ".join([said, words.get(language, "")]).strip() for language, said in self._note.items()
            }
        self._note = {}
        if words:
            field["help"] = words

    def _members(self, row: Row, shapes: dict[str, Any]) -> Raw:
        said = {name: row.member(f"{OWN}{name}", shape.fits) for name, shape in shapes.items()}
        return {name: value for name, value in said.items() if value is not None}

    def _answering(self, field: Raw, row: Row) -> None:
        """What an answer must be like."""
        required = row.get("required").lower()
        if required and required not in SPOKEN:
            self.faults.append(row.fault("required", value=row.get("required")))
        elif required and SPOKEN[required]:
            field["required"] = True
        if constraint := row.get("constraint"):
            limits = expressions.bounds(constraint, field["type"])
            if limits is None:
                self.faults.append(row.fault("constraint", value=constraint))
            field |= limits or {}
        for column in sorted(column.name for column in row.cells):
            calculated = column == "calculation" and row.get("type").lower() == "calculate"
            if column in REFUSED_COLUMNS and not calculated:
                self.faults.append(row.fault("refused_column", name=column, value=row.get(column)))

    def _relevant(self, row: Row) -> str:
        own, inherited = row.get("relevant"), "" if self._rows is not None else self._inherited()
        if own and inherited:
            self.faults.append(row.fault("two_relevants"))
        return own or inherited

    def _condition(self, field: Raw, said: str, row: Row) -> None:
        found = expressions.condition(said)
        if found is None:
            self.faults.append(row.fault("relevant", value=said))
            return
        asked = next((one for one in self.fields if one["name"] == found[0]), None)
        field["show_when"] = {
            "field": found[0],
            "equals": expressions.typed(found[1], asked["type"] if asked else None),
        }
