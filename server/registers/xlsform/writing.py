"""A register as a workbook that people can read, other systems can open, and ``reading`` makes the same register of."""

from collections.abc import Iterable
from io import BytesIO
from itertools import groupby
from typing import Any

from server.registers.definition_text import definition
from server.registers.xlsform.cells import encode
from server.registers.xlsform.expressions import constraint, relevant
from server.registers.xlsform.language import CHOICES, EN, NATIVE, NO, OWN, SETTINGS, SHEETS, SURVEY, VI, YES, YESNO
from sync.registers import Register

Raw = dict[str, Any]
Cells = dict[str, str]

SAID = {"place": "geopoint", "longtext": "text", **{kind: kind for kind in ("text", "integer", "decimal", "date")}}
ANSWERS = ((YES, "Có", "Yes"), (NO, "Không", "No"))
WIDE = {"label": 44, "hint": 44, "type": 24, "name": 22, "constraint": 26, "relevant": 26}


def write(register: Register) -> bytes:
    """The workbook, as bytes of an .xlsx."""
    raw = definition(register)
    lists = _Lists(raw)
    survey = [row for rows in _survey(raw, lists) for row in rows]
    tables = {SURVEY: survey, CHOICES: lists.rows, SETTINGS: [_settings(raw)]}
    grouped = _grouped(raw)
    for name in SHEETS:
        if name in raw and not (name == "sections" and grouped):
            tables[f"{OWN}{name}"] = [_table(one) for one in raw[name]]
    return _book(tables)


class _Lists:
    """The lists of choices; fields that offer the same share one."""

    def __init__(self, raw: Raw):
        self._names: dict[str, str] = {}
        self.rows: list[Cells] = []
        fields = [*raw["fields"], *(column for field in raw["fields"] for column in field.get("fields", ()))]
        if any(field["type"] == "yesno" for field in fields):
            self.rows += [
                {"list_name": YESNO, "name": name, **_worded("label", {"vi": vi, "en": en})} for name, vi, en in ANSWERS
            ]
        for field in fields:
            if "choices" in field:
                self._take(field)

    def _take(self, field: Raw) -> None:
        said = encode(field["choices"])
        if said in self._names:
            return
        taken = {*self._names.values(), YESNO}
        name = next(one for n in range(1, 999) if (one := field["name"] + (f"_{n}" if n > 1 else "")) not in taken)
        self._names[said] = name
        for choice in field["choices"]:
            more = {key: value for key, value in choice.items() if key not in ("value", "label")}
            row = {"list_name": name, "name": choice["value"], **_worded("label", choice["label"])}
            self.rows.append(row | _own(more))

    def of(self, field: Raw) -> str:
        return self._names[encode(field["choices"])]


def _grouped(raw: Raw) -> bool:
    """Whether the sections can be groups: each around one run of fields, in their order."""
    runs = [key for key, _ in groupby(field.get("section") for field in raw["fields"]) if key]
    return runs == [section["key"] for section in raw.get("sections", ())]


def _survey(raw: Raw, lists: _Lists) -> Iterable[list[Cells]]:
    kinds = {field["name"]: field["type"] for field in raw["fields"]}
    sections = {section["key"]: section for section in raw.get("sections", ())} if _grouped(raw) else {}
    for key, fields in groupby(raw["fields"], lambda field: field.get("section")):
        inside = [row for field in fields for row in _rows(field, lists, kinds, grouped=key in sections)]
        if key in sections:
            section = sections[key]
            more = {name: value for name, value in section.items() if name not in ("key", "title")}
            begin = {"type": "begin_group", "name": key, **_worded("label", section["title"]), **_own(more)}
            yield [begin, *inside, {"type": "end_group", "name": key}]
        else:
            yield inside


def _rows(field: Raw, lists: _Lists, kinds: dict[str, str], grouped: bool) -> list[Cells]:
    asked = field.get("show_when")
    row: Cells = {
        **_type(field, lists),
        "name": field["name"],
        **_worded("label", field["label"]),
        **_worded("hint", field.get("help")),
        "required": encode(True) if field.get("required") else "",
        "relevant": relevant(asked, kinds.get(asked["field"], "")) if asked else "",
        "constraint": constraint(field),
    }
    hidden = {*NATIVE, "section"} if grouped else NATIVE
    row |= _own({name: value for name, value in field.items() if name not in hidden})
    if field["type"] != "rows":
        return [row]
    columns = [each for column in field["fields"] for each in _rows(column, lists, {}, False)]
    return [row, *columns, {"type": "end_repeat", "name": field["name"]}]


def _type(field: Raw, lists: _Lists) -> Cells:
    """What XLSForm calls the type, or a text where it has none such, with ours beside it."""
    kind = field["type"]
    if kind == "rows":
        return {"type": "begin_repeat"}
    said = SAID.get(kind, "")
    if kind == "yesno":
        said = f"select_one {YESNO}"
    elif "choices" in field:
        said = f"{'select_one' if kind == 'choice' else 'select_multiple'} {lists.of(field)}"
    own = said or kind
    cells = {"appearance": "multiline"} if kind == "longtext" else {}
    if "copy_from" in field or "computed" in field:
        return {"type": "calculate", "calculation": "''", f"{OWN}type": own, **cells}
    return {"type": said, **cells} if said else {"type": "text", f"{OWN}type": own}


def _settings(raw: Raw) -> Cells:
    title = raw["title"]
    cells = {
        "form_title": title["vi"],
        "form_id": raw["key"],
        "version": str(raw["version"]),
        "default_language": VI,
        **_worded(f"{OWN}title", title),
    }
    if listed := raw.get("list"):
        cells["instance_name"] = f"${{{listed['title']}}}"
    beside = {"key", "version", "title", "list", "fields", *SHEETS}
    return cells | _own({name: value for name, value in raw.items() if name not in beside})


def _table(table: Raw) -> Cells:
    return _cells(table, "")


def _own(members: Raw) -> Cells:
    return _cells(members, OWN)


def _cells(members: Raw, prefix: str) -> Cells:
    cells: Cells = {}
    for name, value in members.items():
        if isinstance(value, dict) and value.keys() == {"vi", "en"}:
            cells |= _worded(f"{prefix}{name}", value)
        else:
            cells[f"{prefix}{name}"] = encode(value)
    return cells


def _worded(column: str, words: dict[str, str] | None) -> Cells:
    return {f"{column}::{VI}": words["vi"], f"{column}::{EN}": words["en"]} if words else {}


def _book(tables: dict[str, list[Cells]]) -> bytes:
    # Writing workbooks is rare.
    import xlsxwriter

    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        heading = book.add_format({"bold": True, "bg_color": "#E8EAF2", "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for name, rows in tables.items():
            _sheet(book.add_worksheet(name), rows, heading, wrapped)
    return file.getvalue()


def _sheet(sheet: Any, rows: list[Cells], heading: Any, wrapped: Any) -> None:
    columns = list(dict.fromkeys(name for row in rows for name in row if row[name] != "" or name in ("type", "name")))
    for at, name in enumerate(columns):
        sheet.write_string(0, at, name, heading)
        sheet.set_column(at, at, WIDE.get(name.split("::")[0], 18), wrapped)
        for down, row in enumerate(rows, 1):
            if said := row.get(name):
                sheet.write_string(down, at, said, wrapped)
    sheet.freeze_panes(1, 0)
