"""Reading XLSForm's sheet ``survey``: questions become fields, groups sections, repeats fields of rows."""

from server.platform.workbook_faults import Fault
from server.registers.definition_text import Definition
from server.registers.xlsform import blocks, names, unique
from server.registers.xlsform.blocks import Open
from server.registers.xlsform.cells import YES_OR_NO
from server.registers.xlsform.choice_files import AllLists
from server.registers.xlsform.deferred import Deferred, OwnDay
from server.registers.xlsform.expressed import Calculated, Counted, path_of
from server.registers.xlsform.field_list import FieldList, Name
from server.registers.xlsform.groups import Groups
from server.registers.xlsform.labels import hints, joined, labelled, referenced
from server.registers.xlsform.language import ANSWERED, KNOWN_TO_THE_SERVER, OF_FIELD, OWN, SURVEY
from server.registers.xlsform.messages import fault
from server.registers.xlsform.question import OTHER, Findings, answer_rules, not_kept, question_type
from server.registers.xlsform.references import Conditional
from server.registers.xlsform.spelling import Written, written
from server.registers.xlsform.table import Row, Table
from server.registers.xlsform.translations import Further, taken_out
from sync.registers.conditions import SELECTED
from sync.registers.field import COLUMNS


class Survey:
    """The sheet ``survey``, read.

    ``sections`` are as in a definition; ``kept``: its fields, and where each part of it stands in the workbook;
    ``used``: the lists that its questions name → the first one's field; ``further``: what it says in further languages
    than Vietnamese and English, ``spelled``: these as they are written.
    """

    def __init__(self, table: Table, lists: AllLists, own_day: OwnDay):
        self.lists, self.spelled = lists, table.further
        self.faults: list[Fault] = [*table.faults]
        self.remarks: list[Fault] = [*table.about_languages("label")]
        self.kept = FieldList(self.faults)
        self._findings = Findings(self.faults, self.remarks)
        self._groups = Groups(self.remarks)
        self._open: list[Open] = []
        self.deferred = Deferred(self.kept.columns)
        self.used: dict[str, str] = {}
        self._known = {row.get("name") for row in table.rows}
        lists.referenced |= referenced(table)
        for row in table.rows:
            if YES_OR_NO.get(row.get("disabled").lower()) is True:
                self.remarks.append(row.fault("disabled"))
            else:
                self._row(row)
        self.faults += [fault("begin_without", SURVEY, one.row, name=one.name) for one in self._open]
        fields, called = self.kept.fields, self.kept.called
        self.kept.places |= self._groups.settle(fields)
        self.sections = self._groups.sections
        self.further: list[Further] = taken_out(fields, self.sections)
        self.deferred.settle(fields, self.sections, called, self._known, self._findings, own_day, self.kept.places)
        self._without_empty_rows()
        self.kept.number()
        self.remarks += self.kept.rounded() if table.of_others else []
        self.remarks += lists.unused(self.used)
        if not fields and not self.faults:
            # The last remark of a row says that it is left out.
            why = {one.row: one for one in self.remarks if one.row and one.sheet == SURVEY}
            self.faults += (
                [fault("none_kept", SURVEY), *why.values()] if self._known else [fault("no_questions", SURVEY)]
            )

    def _row(self, row: Row) -> None:
        text = row.get("type")
        kind = written(row.get(f"{OWN}type") or text)
        if set(row.get("appearance").lower().split()) - ({"multiline"} if written(text).kind == "text" else set()):
            self.remarks.append(row.fault("appearance"))
        if not text:
            self._without_type(row)
        elif kind.kind.startswith("begin_"):
            self._begin(row, kind.kind.removeprefix("begin_"))
        elif kind.kind.startswith("end_"):
            self._end(row, kind.kind.removeprefix("end_"), text)
        elif self._open and self._open[-1].left_out:
            self.remarks.append(row.fault("question_left_out", name=text))
        elif kind.kind in KNOWN_TO_THE_SERVER:
            self.deferred.days += [row.get("name")] if kind.kind == "today" else []
            self.remarks.append(row.fault("left_out", name=text))
        elif kind.kind == "note":
            self._note(row)
        elif row.get("name"):
            self._question(row, kind)
        else:
            self.faults.append(row.fault("no_name"))

    def _without_type(self, row: Row) -> None:
        """A row with a name but no type is a fault; one with other cells alone is a remark."""
        if row.get("name"):
            self.faults.append(row.fault("no_type"))
        else:
            self.remarks.append(row.fault("row_left_out"))

    def _begin(self, row: Row, kind: str) -> None:
        above = self._open[-1] if self._open else Open("", 0, "")
        if kind not in blocks.KINDS:
            self.faults.append(row.fault("type", name=row.get("type")))
        name, text, section = row.get("name"), row.get("type"), above.section
        nested = kind == "loop" or (kind == "repeat" and self.kept.rows is not None)
        if nested:
            self.remarks.append(
                row.fault("question_left_out", name=text) if kind == "loop" else row.fault("nested", name=name)
            )
        elif kind == "repeat" and not name:
            self.faults.append(row.fault("no_name"))
        elif kind == "repeat" and not above.left_out:
            self.kept.rows = self._field(row, {"type": "rows", "fields": []})
            if row.get("repeat_count"):
                self.deferred.counted.append(Counted(self.kept.rows, row.get("repeat_count"), row))
        elif above.left_out:
            self.remarks.append(row.fault("question_left_out", name=row.get("type")))
        elif kind == "group":
            self.remarks += blocks.not_kept(row, inside=self.kept.rows is not None)
            section = self._groups.begin(row, section, inside=self.kept.rows is not None)
        # What a repeat stands under is said of its rows, not of each question in them.
        own = blocks.conditions(row) if kind == "group" else ()
        relevant = () if kind == "repeat" and not nested else (*above.relevant, *own)
        self._open.append(Open(kind, row.number, name or kind, section, relevant, nested or above.left_out))

    def _end(self, row: Row, kind: str, text: str) -> None:
        if not self._open:
            self.faults.append(row.fault("end_without", name=text))
            return
        begun = self._open.pop()
        if begun.kind != kind:
            self.faults.append(row.fault("end_crossed", name=text, at=begun.row))
        inside = any(one.kind == "repeat" for one in self._open)
        if self.kept.rows is not None and not inside and not self.kept.end_rows():
            self.remarks.append(fault("empty_repeat", SURVEY, begun.row, name=begun.name))

    def _without_empty_rows(self) -> None:
        """Take away repeats of whose questions none is left, as they could not be computed."""
        for one in [field for field in self.kept.fields if field["type"] == "rows" and not field["fields"]]:
            row = self.kept.places[f"fields.{one['name']}"][1]
            self.remarks.append(fault("empty_repeat", SURVEY, row, name=one.get("exported_as", one["name"])))
            self.kept.fields.remove(one)

    def _note(self, row: Row) -> None:
        """A note is a field that only shows; within rows, which hold answers alone, it is read with their help."""
        column = next((one for one in ("label", "hint", "guidance_hint") if row.texts(one)), "")
        if not column:
            self.remarks.append(row.fault("question_left_out", name=row.get("type")))
        elif self.kept.rows is None:
            self._field(row, {"type": "note"}, column)
        else:
            self.kept.rows["help"] = joined(self.kept.rows.get("help"), labelled(row, self.remarks, column))
            others = {"relevant", "hint", "guidance_hint"} - {column}
            not_kept(row, {"type": "note"}, self._findings, (*ANSWERED, *others))

    def _question(self, row: Row, kind: Written) -> None:
        self.used.setdefault(kind.list, "")
        computed = row.get(f"{OWN}copy_from") or row.get(f"{OWN}computed")
        if written(row.get("type")).kind == "calculate" and not computed:
            self._calculate(row, kind)
            return
        members, choices = question_type(row, kind, self.lists, self._findings)
        if not members:
            return
        if self.kept.rows is not None and members["type"] not in COLUMNS:
            self.remarks.append(row.fault("in_rows", name=row.get("type")))
            return
        field = self._field(row, members)
        self.used[kind.list] = self.used[kind.list] or field["name"]
        where = f"{self.kept.where}.{field['name']}.choices"
        self.kept.places |= {f"{where}.{one.choice['value']}": (one.sheet, one.row) for one in choices}
        self.deferred.filter(row, field, kind.list, choices, self.kept.rows)
        if kind.other:
            self._other(row, field)

    def _calculate(self, row: Row, kind: Written) -> None:
        """A field that is computed: how, and where its type is not known, of what type, is found out at the end."""
        typed = bool(row.get(f"{OWN}type"))
        members = question_type(row, kind, self.lists, self._findings).members if typed else {"type": "decimal"}
        if not row.get("calculation") or not members:
            self.remarks.append(row.fault("calculate", name=row.get("name")))
            return
        field = self._field(row, {**members, "compute": None})
        if self.kept.has(field):
            self.deferred.calculated.append(Calculated(field, row.get("calculation"), row, typed, self.kept.rows))

    def _other(self, row: Row, field: Definition) -> None:
        """The text that is asked where somebody chose the choice "other", which ``or_other`` adds."""
        name = names.proposed(f"{field['name']}_other", self.kept.taken())
        label = {"vi": "Ghi rõ", "en": "Please specify"}
        more: Definition = {"name": name, "type": "text", "label": label}
        if self.kept.rows is None:
            more["show_when"] = {"field": field["name"], "equals": OTHER["value"]}
            if "section" in field:
                more["section"] = field["section"]
        else:
            question = {"field": path_of(field, self.kept.rows)}
            more["when"] = ["=" if field["type"] == "choice" else SELECTED, question, OTHER["value"]]
        self.kept.add(row, more, self._named(name))

    def _field(self, row: Row, members: Definition, label: str = "label") -> Definition:
        """Add a row's question as a field, to the repeat that it is in, else to the register; returns the field.

        ``members``: what its type gives already (type, choices, …); ``label``: the column that its label stands in. If
        the name is taken, the field is not added,
        which ``faults`` says.
        """
        original, within = row.get("name") or "note", self._named(row.get("name"))
        # In a form, names are of their group; here they are of the register.
        name = row.get(f"{OWN}name") or names.proposed(original, self.kept.taken(within))
        field: Definition = {
            "name": name,
            "type": members["type"],
            "label": labelled(row, self.remarks, label, otherwise=original),
        }
        if exported := unique.exported_as(row, name, self.kept.above):
            field["exported_as"] = exported
            if not row.get(f"{OWN}name"):
                self.remarks.append(row.fault("renamed", name=original, to=name))
        if found := hints(row, self.remarks, [one for one in ("hint", "guidance_hint") if one != label]):
            field["help"] = found
        field |= members | row.members(OF_FIELD, OWN)
        if own := row.texts(f"{OWN}label"):
            self.deferred.labels.append((field, own))
        if field["type"] != "note" and "compute" not in field:
            rules, rest = answer_rules(row, field, self._findings)
            field |= rules
            self.deferred.check(row, field, rest, self._findings, self.kept.rows)
        else:
            not_kept(row, field, self._findings, ANSWERED)
        self._condition(row, field)
        section = self._open[-1].section if self._open else None
        field |= {"section": section, **field} if section and self.kept.rows is None else {}
        return self.kept.add(row, field, within if within.written else self._named(name), original)

    def _named(self, written: str) -> Name:
        return Name(self._open[-1].row if self._open else 0, written)

    def _condition(self, row: Row, field: Definition) -> None:
        inherited = self._open[-1].relevant if self._open else ()
        if conditions := [*inherited, *blocks.conditions(row)]:
            self.deferred.conditions.append(Conditional(field, conditions, row, self.kept.rows))
            place = (SURVEY, conditions[-1].row.number)
            for member in ("show_when", "when"):
                self.kept.places[f"{self.kept.where}.{field['name']}.{member}"] = place
