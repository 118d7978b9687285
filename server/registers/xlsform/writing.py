"""Writing a register as an XLSForm workbook; ``reading.read`` makes the same register of it again."""

from collections.abc import Iterable
from itertools import groupby

from server.registers.definition_text import Definition, definition
from server.registers.xlsform import choice_filters, defaults, expression_writing, rule_writing
from server.registers.xlsform.cells import encode
from server.registers.xlsform.labels import renamed_answers, without_answers
from server.registers.xlsform.language import CHOICES, EN, NATIVE, NO, OWN, SETTINGS, SHEETS, SURVEY, VI, YES, YESNO
from server.registers.xlsform.sheets import Cells, workbook
from server.registers.xlsform.translations import put_back
from server.registers.xlsform.unique import WAS, with_unique_names
from sync.registers import Register
from sync.registers.text_language import OURS

TYPES = {
    "place": "geopoint",
    "photos": "image",
    "note": "note",
    "longtext": "text",
    "datetime": "dateTime",
    **{kind: kind for kind in ("text", "integer", "decimal", "date", "time", "barcode")},
}
PLAIN = ("value", "label", "exported_as", "columns")
"""Members of a choice that have columns of their own in XLSForm."""
ANSWERS = ((YES, "Có", "Yes"), (NO, "Không", "No"))


def write(register: Register) -> bytes:
    """The register as an XLSForm workbook, in the bytes of an .xlsx file."""
    raw = with_unique_names(definition(register))
    put_back(raw, {field["name"]: field.get("exported_as", field["name"]) for field in raw["fields"]})
    lists = _Lists(raw)
    survey = [row for rows in _survey(raw, lists) for row in rows]
    tables = {SURVEY: survey, CHOICES: lists.rows, SETTINGS: [_settings(raw) | lists.settings]}
    grouped = _grouped(raw)
    for name in SHEETS:
        if name in raw and not (name == "sections" and grouped):
            tables[f"{OWN}{name}"] = [_table(one) for one in raw[name]]
    return workbook(tables)


class _Lists:
    """The lists of choices of a register; fields that offer the same choices share a list."""

    def __init__(self, raw: Definition):
        self._names: dict[str, str] = {}
        self._by_name = rule_writing.with_columns({field["name"]: field for field in raw["fields"]})
        self.rows: list[Cells] = []
        fields = [*raw["fields"], *(column for field in raw["fields"] for column in field.get("fields", ()))]
        if any(field["type"] == "yesno" for field in fields):
            self.rows += [
                {"list_name": YESNO, "name": name, **_bilingual("label", {"vi": vi, "en": en})}
                for name, vi, en in ANSWERS
            ]
        for field in fields:
            if "choices" in field:
                self._take(field)

    def _take(self, field: Definition) -> None:
        text = encode(field["choices"])
        if text in self._names:
            return
        taken = {*self._names.values(), YESNO}
        name = next(one for n in range(1, 999) if (one := field["name"] + (f"_{n}" if n > 1 else "")) not in taken)
        self._names[text] = name
        columns = choice_filters.exported_columns(field, self._by_name)
        for choice, own in zip(field["choices"], columns, strict=True):
            more = {key: value for key, value in choice.items() if key not in PLAIN}
            row = {"list_name": name, **_named(choice, choice["value"]), **_bilingual("label", choice["label"])}
            self.rows.append(row | own | _own(more))

    @property
    def settings(self) -> Cells:
        """What a workbook says of its lists: whether some name is twice in one."""
        named = [(row["list_name"], row["name"]) for row in self.rows]
        return {"allow_choice_duplicates": encode(True)} if len(named) > len({*named}) else {}

    def of(self, field: Definition) -> str:
        """The name of the list of choices of a field."""
        return self._names[encode(field["choices"])]


def _grouped(raw: Definition) -> bool:
    """Whether sections can be written as groups: each one's fields are together, in the order of the sections."""
    runs = [key for key, _ in groupby(field.get("section") for field in raw["fields"]) if key]
    return runs == [section["key"] for section in raw.get("sections", ())]


def _survey(raw: Definition, lists: _Lists) -> Iterable[list[Cells]]:
    by_name = {field["name"]: field for field in raw["fields"]}
    sections = {section["key"]: section for section in raw.get("sections", ())} if _grouped(raw) else {}
    for key, fields in groupby(raw["fields"], lambda field: field.get("section")):
        inside = [row for field in fields for row in _rows(field, lists, by_name, grouped=key in sections)]
        if key in sections:
            section = sections[key]
            more = {name: value for name, value in section.items() if name not in ("key", "title", "exported_as")}
            named = _named(section, key)
            begin = {"type": "begin_group", **named, **_bilingual("label", section["title"]), **_own(more)}
            yield [begin, *inside, {"type": "end_group", "name": named["name"]}]
        else:
            yield inside


def _rows(
    field: Definition, lists: _Lists, by_name: dict[str, Definition], grouped: bool, above: str = ""
) -> list[Cells]:
    """The rows of a field in the sheet; ``above``: of a column its field of rows, with the point behind it."""
    row: Cells = {
        **_type(field, lists, by_name),
        **_named(field, field["name"]),
        **_label(field, by_name),
        **_bilingual("hint", field.get("help")),
        "required": encode(True) if field.get("required") else "",
        "relevant": rule_writing.relevant(field, by_name, above),
        "constraint": rule_writing.constraint(field, by_name, above),
        "default": defaults.cell(field),
        "choice_filter": _tree(field.get("choice_filter"), by_name),
        **_bilingual("constraint_message", field.get("constraint_message")),
        **_bilingual("required_message", field.get("required_message")),
    }
    hidden = {*NATIVE, "section"} if grouped else NATIVE
    row |= _own({name: value for name, value in field.items() if name not in (*hidden, WAS)})
    if WAS in field:
        row[f"{OWN}exported_as"] = field[WAS]
    if field["type"] != "rows":
        return [row]
    inside = [each for column in field["fields"] for each in _rows(column, lists, by_name, False, f"{field['name']}.")]
    return [row, *inside, {"type": "end_repeat", "name": row["name"]}]


def _named(part: Definition, name: str) -> Cells:
    """A question or choice by the name that it came with, and beside that the one that it has here."""
    return {"name": part["exported_as"], f"{OWN}name": name} if "exported_as" in part else {"name": name}


def _label(field: Definition, by_name: dict[str, Definition]) -> Cells:
    """A label as its form has it, with answers in it; the one without them only where it is not what follows."""
    if "live_label" not in field:
        return _bilingual("label", field["label"])
    live = field["live_label"]
    names = {name: one.get("exported_as", name) for name, one in by_name.items()}
    shown = {language: live[language] for language in OURS}
    follows = without_answers(shown, {name: one["label"] for name, one in by_name.items()})
    own = {} if follows == field["label"] else _bilingual(f"{OWN}label", field["label"])
    return _bilingual("label", renamed_answers(live, names)) | own


def _tree(tree: object, by_name: dict[str, Definition]) -> str:
    return "" if tree is None else expression_writing.expression(tree, rule_writing.with_columns(by_name))


def _type(field: Definition, lists: _Lists, by_name: dict[str, Definition]) -> Cells:
    """The XLSForm type of a field; if there is none, ``text``, with the register's type in the column ``lt_type``."""
    kind = field["type"]
    if kind == "rows":
        return {"type": "begin_repeat", "repeat_count": _tree(field.get("repeat_count"), by_name)}
    native = TYPES.get(kind, "")
    if kind == "yesno":
        native = f"select_one {YESNO}"
    elif "choices" in field:
        native = f"{'select_one' if kind == 'choice' else 'select_multiple'} {lists.of(field)}"
    own = native or kind
    cells = {"appearance": "multiline"} if kind == "longtext" else {}
    if "compute" in field:
        written = expression_writing.expression(field["compute"], rule_writing.with_columns(by_name))
        return {"type": "calculate", "calculation": written, f"{OWN}type": own, **cells}
    if "copy_from" in field or "computed" in field:
        return {"type": "calculate", "calculation": "''", f"{OWN}type": own, **cells}
    return {"type": native, **cells} if native else {"type": "text", f"{OWN}type": own}


def _settings(raw: Definition) -> Cells:
    title = raw["title"]
    cells = {
        "form_title": title["vi"],
        "form_id": raw["key"],
        "version": raw.get("form_version", str(raw["version"])),
        "default_language": VI,
        **_bilingual(f"{OWN}title", title),
    }
    if "form_version" in raw:
        cells[f"{OWN}version"] = str(raw["version"])
    if listed := raw.get("list"):
        title_field: Definition = next((one for one in raw["fields"] if one["name"] == listed["title"]), {})
        cells["instance_name"] = f"${{{title_field.get('exported_as', listed['title'])}}}"
    elsewhere = {"key", "version", "form_version", "title", "list", "fields", "translations", *SHEETS}
    return cells | _own({name: value for name, value in raw.items() if name not in elsewhere})


def _table(table: Definition) -> Cells:
    return _cells({name: value for name, value in table.items() if name != "exported_as"}, "")


def _own(members: Definition) -> Cells:
    return _cells(members, OWN)


def _cells(members: Definition, prefix: str) -> Cells:
    cells: Cells = {}
    for name, value in members.items():
        if isinstance(value, dict) and value.keys() >= {"vi", "en"}:
            cells |= _bilingual(f"{prefix}{name}", value)
        else:
            cells[f"{prefix}{name}"] = encode(value)
    return cells


def _bilingual(column: str, texts: dict[str, str] | None) -> Cells:
    """The cells of a text: a column for each of its languages."""
    written = {"vi": VI, "en": EN}
    return {f"{column}::{written.get(language, language)}": text for language, text in (texts or {}).items()}
