"""What becomes of one construct of XLSForm: a form that has it is held against the same form without it."""

from collections.abc import Sequence
from typing import NamedTuple

from server.platform.workbook import Sheet, SheetRow
from server.platform.workbook_faults import Fault
from server.registers.xlsform.headings import column as column_of
from server.registers.xlsform.reading import ReadDefinition, read_form

Rows = list[tuple[object, ...]]
KEPT, REMARKED, REFUSED, SILENT = "kept", "remarked", "refused", "lost in silence"
SETTINGS: Rows = [("form_id", "form_title", "lt_title", "lt_period", "lt_by", "lt_review")]
SETTINGS += [("thu", "Thử", "Thử", "once", "teacher", "leader department")]
SAME = (("form_id", "id_string", "set_form_id"), ("form_title", "title", "set_form_title"))
CHOICES: Rows = [("list_name", "name", "label"), ("yn", "yes", "Có"), ("yn", "no", "Không")]
HEADS = ("type", "name", "label")
FILES = {"a.csv": b"name,label\nx,X\n", "codes.csv": b"code,label\nx,X\n", "words.csv": b"name,word\nx,X\n"}
ASKED: Rows = [
    HEADS,
    ("text", "a", "A"),
    ("integer", "n", "N"),
    ("date", "d", "D"),
    ("select_one yn", "s", "S"),
    ("select_multiple yn", "m", "M"),
    ("geopoint", "p", "P"),
    ("begin_repeat", "r", "R"),
    ("integer", "km", "Km"),
    ("end_repeat",),
]
"""What the tried rows may ask of."""


class Outcome(NamedTuple):
    """``word``: one of those above. ``more``: what is said of it."""

    word: str
    more: list[str]


def of_type(written: str) -> Outcome:
    """A question of a type, or a group or repeat with a question in it."""
    if written.startswith("begin"):
        return _held(
            [(written, "q", "Q"), ("text", "b", "B"), (written.replace("begin", "end"),)], [("text", "b", "B")]
        )
    return _held([(written, "q", "Q", "1 + 1" if "calculate" in written else "")], [], ["calculation"])


def of_column(column: str, kind: str, cell: str) -> Outcome:
    """A cell of the sheet survey, beside a question of that type, or beside a group or repeat with one in it."""
    meant = column_of(column)
    if meant and meant.name in HEADS:
        cells = (kind, "q", "Q")
        lacking = tuple("" if one == meant.name else cell for one, cell in zip(HEADS, cells, strict=True))
        heads = tuple(column if one == meant.name else one for one in HEADS)
        return _compared(*(_read([heads, *ASKED[1:], row]) for row in (cells, lacking)))
    more: Rows = [("text", "b", "B"), (kind.replace("begin", "end"),)] if kind.startswith("begin") else []
    found = _held([(kind, "q", "Q", cell), *more], [(kind, "q", "Q"), *more], [column])
    # What is left out with its row, or asked otherwise, goes with that remark.
    whole = of_type(kind)
    return whole if found.word == SILENT and whole.word == REMARKED else found


def of_choice(column: str, cell: str) -> Outcome:
    """A cell of the sheet choices."""
    meant, named = column_of(column), CHOICES[0]
    own = meant is not None and meant.name in named
    heads = tuple(column if meant and one == meant.name else one for one in named) + (() if own else (column,))
    listed: tuple[object, ...] = ("k", "x", "X") if own else ("k", "x", "X", cell)
    lacking = tuple("" if meant and one == meant.name else two for one, two in zip(named, listed, strict=False))
    question = [*ASKED, ("select_one k", "q", "Q")]
    forms = ([heads, *CHOICES[1:], one, ("k", "y", "Y"), ("k", "z", "Z")] for one in (listed, lacking))
    return _compared(*(_read(question, one) for one in forms))


def of_setting(name: str, cell: str) -> Outcome:
    """A cell of the sheet settings, in place of what is there if it is one of the same."""
    same = next((one for one in SAME if name in one), (name,))
    heads, cells = zip(*((one, two) for one, two in zip(*SETTINGS, strict=True) if one not in same), strict=True)
    choices = [*CHOICES, CHOICES[1]] if name == "allow_choice_duplicates" else CHOICES
    forms = ([(*heads, name), (*cells, cell)], [heads, cells])
    return _compared(*(_read(ASKED, choices, one) for one in forms))


def of_sheet(name: str) -> Outcome:
    """A sheet with a row in it, or one of the three that forms have."""
    more = {name: [("list_name", "name", "label"), ("k", "x", "X")]}
    sheets = {"survey": ASKED, "choices": CHOICES, "settings": SETTINGS}
    if name in sheets:
        return _compared(_form(sheets), _form({one: rows for one, rows in sheets.items() if one != name}))
    return _compared(_form(sheets | more), _form(sheets))


def of_expression(written: str) -> Outcome:
    """An expression: a calculation, or where it speaks of the answer itself (``.``) a constraint of a text."""
    if written.startswith("."):
        return of_column("constraint", "text", written)
    return _held([("calculate", "q", "Q", written)], [], ["calculation"])


def _held(with_: Rows, without: Rows, columns: Sequence[str] = ()) -> Outcome:
    heads: Rows = [(*HEADS, *columns)]
    return _compared(*(_read([*heads, *ASKED[1:], *rows]) for rows in (with_, without)))


def _read(survey: Rows, choices: Rows = CHOICES, settings: Rows = SETTINGS) -> ReadDefinition:
    return _form({"survey": survey, "choices": choices, "settings": settings})


def _form(sheets: dict[str, Rows]) -> ReadDefinition:
    return read_form(
        [
            Sheet(name, [SheetRow(at, tuple(one or None for one in row)) for at, row in enumerate(rows, 1)], [])
            for name, rows in sheets.items()
        ],
        files=FILES,
    )


def _compared(made: ReadDefinition, without: ReadDefinition) -> Outcome:
    if faults := _new(made.faults, without.faults):
        return Outcome(REFUSED, faults)
    if _new(without.faults, made.faults):
        return Outcome(KEPT, [])
    if remarks := _new(made.remarks, without.remarks):
        return Outcome(REMARKED, remarks)
    return Outcome(SILENT if (made.raw, made.remarks) == (without.raw, without.remarks) else KEPT, [])


def _new(found: list[Fault], before: list[Fault]) -> list[str]:
    known = {one.en for one in before}
    return [one.en for one in found if one.en not in known and not one.en.startswith("There are labels in")]
