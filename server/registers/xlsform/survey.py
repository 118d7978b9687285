"""Reading XLSForm's sheet ``survey``: questions become fields, groups sections, repeats fields of rows."""

from typing import NamedTuple

from server.platform.workbook_faults import Fault
from server.registers.definition_text import Definition
from server.registers.xlsform import expressions
from server.registers.xlsform.cells import YES_OR_NO
from server.registers.xlsform.language import BEGIN, CHOICES, END, KNOWN_TO_THE_SERVER, OF_FIELD, OF_GROUP, OWN, SURVEY
from server.registers.xlsform.lists import Lists, labelled
from server.registers.xlsform.messages import fault
from server.registers.xlsform.question import answer_rules, question_type
from server.registers.xlsform.table import Row, Table

Place = tuple[str, int]
"""A sheet's name and a row's number, from 1."""


class Open(NamedTuple):
    """A group or repeat that has begun and not ended yet.

    ``section``: the key of the section that its questions belong to; ``relevant``: the condition that they inherit.
    """

    kind: str
    row: int
    name: str
    section: str | None = None
    relevant: str = ""


class Survey:
    """The sheet ``survey``, read.

    ``fields`` and ``sections`` are as in a definition; ``help`` is the register's own. ``places``: part of the
    definition → its place in the workbook.
    """

    def __init__(self, table: Table, lists: Lists):
        self.lists = lists
        self.fields: list[Definition] = []
        self.sections: list[Definition] = []
        self.help: dict[str, str] | None = None
        self.places: dict[str, Place] = {}
        self.faults: list[Fault] = [*table.faults]
        self.remarks: list[Fault] = table.only_language("label")
        self._open: list[Open] = []
        self._rows: Definition | None = None
        self._note: dict[str, str] = {}
        self._conditions: list[tuple[Definition, str, Row]] = []
        self._named: dict[tuple[str, str], int] = {}
        for row in table.rows:
            if YES_OR_NO.get(row.get("disabled").lower()) is not True:
                self._row(row)
        self.faults += [fault("begin_without", SURVEY, one.row, name=one.name) for one in self._open]
        for field, relevant, row in self._conditions:
            self._condition(field, relevant, row)
        if not self.fields and not self.faults:
            self.faults.append(fault("no_questions", SURVEY))

    def _row(self, row: Row) -> None:
        text = " ".join(row.get("type").split())
        kind = text.lower()
        if not text:
            self.faults.append(row.fault("no_type"))
        elif kind in BEGIN:
            self._begin(row, BEGIN[kind])
        elif kind in END:
            self._end(row, END[kind], text)
        elif kind == "note":
            self._note = {**self._note, **labelled(row, self.faults)}
        elif kind in KNOWN_TO_THE_SERVER:
            self.remarks.append(row.fault("left_out", name=text))
        elif row.get("name"):
            self._question(row, text)
        else:
            self.faults.append(row.fault("no_name"))

    def _begin(self, row: Row, kind: str) -> None:
        name, section = row.get("name"), self._open[-1].section if self._open else None
        if self._rows is not None:
            self.faults.append(row.fault("nested"))
        elif kind == "repeat":
            self._rows = self._field(row, {"type": "rows", "fields": []})
        elif row.texts("label"):
            title = labelled(row, self.faults)
            more = row.members(OF_GROUP, OWN)
            self.sections.append({"key": name, "title": title, **more})
            self.places[f"sections.{name}"] = self.places[f"sections[{len(self.sections)}]"] = (SURVEY, row.number)
            section = name
        relevant = row.get("relevant") if kind == "group" else ""
        self._open.append(Open(kind, row.number, name or kind, section, relevant or self._inherited()))

    def _end(self, row: Row, kind: str, text: str) -> None:
        if not self._open:
            self.faults.append(row.fault("end_without", name=text))
            return
        begun = self._open.pop()
        if begun.kind != kind:
            self.faults.append(row.fault("end_crossed", name=text, at=begun.row))
        if not any(one.kind == "repeat" for one in self._open):
            self._rows = None

    def _inherited(self) -> str:
        return self._open[-1].relevant if self._open else ""

    def _question(self, row: Row, text: str) -> None:
        members, choices = question_type(row, row.get(f"{OWN}type") or text, self.lists, self.faults)
        where = f"{self._where(row)}.choices"
        self.places |= {f"{where}.{one.choice['value']}": (CHOICES, one.row) for one in choices}
        if text.lower() == "calculate" and not (row.get(f"{OWN}copy_from") or row.get(f"{OWN}computed")):
            self.faults.append(row.fault("calculate"))
        elif members:
            self._field(row, members)

    def _where(self, row: Row) -> str:
        inside = f"fields.{self._rows['name']}." if self._rows is not None else ""
        return f"{inside}fields.{row.get('name')}"

    def _field(self, row: Row, members: Definition) -> Definition:
        """Add a row's question as a field, to the repeat that it is in, else to the register; returns the field.

        ``members``: what its type gives already (type, choices, …). If the name is taken, the field is not added,
        which ``faults`` says.
        """
        name, inside = row.get("name"), self._rows
        field: Definition = {"name": name, "type": members["type"], "label": labelled(row, self.faults)}
        self._help(field, row)
        field |= members | row.members(OF_FIELD, OWN)
        field |= answer_rules(row, field["type"], self.faults)
        if relevant := self._relevant(row):
            self._conditions.append((field, relevant, row))
        section = self._open[-1].section if self._open else None
        if section and inside is None:
            field.setdefault("section", section)
        listed = self.fields if inside is None else inside["fields"]
        key = ("" if inside is None else inside["name"], name)
        place = self.places[self._where(row)] = (SURVEY, row.number)
        if key in self._named:
            self.faults.append(row.fault("twice", name=name, at=self._named[key]))
        else:
            self._named[key] = row.number
            listed.append(field)
            before = "" if inside is None else f"fields.{inside['name']}."
            self.places[f"{before}fields[{len(listed)}]"] = place
        return field

    def _help(self, field: Definition, row: Row) -> None:
        """Set the help of a field: its hint, with the note before it.

        A note before the first question is the register's help.
        """
        hint = labelled(row, self.faults, "hint") if row.texts("hint") else {}
        if self._note and not self.fields and self._rows is None and self.help is None:
            self.help = self._note
        elif self._note:
            hint = {language: f"{note} {hint.get(language, '')}".strip() for language, note in self._note.items()}
        self._note = {}
        if hint:
            field["help"] = hint

    def _relevant(self, row: Row) -> str:
        own, inherited = row.get("relevant"), "" if self._rows is not None else self._inherited()
        if own and inherited:
            self.faults.append(row.fault("two_relevants"))
        return own or inherited

    def _condition(self, field: Definition, relevant: str, row: Row) -> None:
        condition = expressions.condition(relevant)
        if condition is None:
            self.faults.append(row.fault("relevant", value=relevant))
            return
        name, value = condition
        source = next((one for one in self.fields if one["name"] == name), None)
        field["show_when"] = {"field": name, "equals": expressions.typed(value, source["type"] if source else None)}
