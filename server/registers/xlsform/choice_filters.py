"""XLSForm's ``choice_filter``, by which an earlier answer decides what may be chosen, as that of a field; and back."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from server.registers.definition_text import Definition
from server.registers.xlsform import names
from server.registers.xlsform.conditions import Inexpressible
from server.registers.xlsform.expressed import path_of
from server.registers.xlsform.expression_text import NotRead, names_in, parse
from server.registers.xlsform.expressions import truth
from server.registers.xlsform.operands import Scope
from server.registers.xlsform.question import Findings
from server.registers.xlsform.table import Row
from sync.registers import parse_with_faults
from sync.registers.choice_filter import column, columns_of, faults, well_formed
from sync.registers.column_consistency import with_columns
from sync.registers.condition_consistency import QUESTIONS
from sync.registers.expression_form import path


class Filtered(NamedTuple):
    """A field whose form filters its choices. ``rows``: the field of rows that it is a column of; ``list``: the list
    that they are of; ``cells``: value of a choice → heading of a column → the cell."""

    field: Definition
    rows: Definition | None
    list: str
    cells: Mapping[str, Mapping[str, str]]
    row: Row


def resolve(
    fields: list[Definition],
    filtered: list[Filtered],
    called: Mapping[str, str],
    known: Collection[str],
    findings: Findings,
) -> set[tuple[str, str]]:
    """Set ``choice_filter`` of fields, and ``columns`` of their choices; what cannot be said is a remark.

    Parameters as of ``references.resolve``. Returns the lists and headings of the columns that are kept of them.
    """
    outside = {one["name"]: one for one in fields if _is_answered(one)}
    kept: set[tuple[str, str]] = set()
    for one in filtered:
        by_name, names_here = dict(outside), dict(called)
        for beside in filter(_is_answered, one.rows["fields"] if one.rows else ()):
            by_name[path_of(beside, one.rows)] = beside
            names_here[beside.get("exported_as", beside["name"])] = path_of(beside, one.rows)
        headings = {heading: _name(heading) for cells in one.cells.values() for heading in cells}
        try:
            node = parse(one.row.get("choice_filter"))
            if strange := [name for name in names_in(node) if name not in known]:
                findings.faults.append(one.row.fault("no_question", name=strange[0]))
                continue
            tree = truth(node, Scope(by_name, {}, names_here, of_choices=headings))
        except NotRead:
            text = one.row.get("choice_filter")
            findings.faults.append(one.row.fault("not_read", name="choice_filter", value=text))
        except Inexpressible:
            findings.remarks.append(one.row.fault("not_kept", name="choice_filter"))
        else:
            if tree is not True:
                _set(one, tree, headings, by_name)
    _fit(fields, filtered, findings)
    for one in filtered:
        used = columns_of(one.field.get("choice_filter"))
        kept |= {(one.list, heading) for cells in one.cells.values() for heading in cells if _name(heading) in used}
    return kept


def _is_answered(field: Definition) -> bool:
    return field["type"] in QUESTIONS and "computed" not in field


def _name(heading: str) -> str:
    return "name" if heading == "name" else names.proposed(heading, set())


def _set(one: Filtered, tree: object, headings: Mapping[str, str], by_name: Mapping[str, Definition]) -> None:
    one.field["choice_filter"] = tree
    used = columns_of(tree)
    values = {name: _values_of(by_name[field]) for name, field in compared(tree) if field in by_name}
    choices = []
    for choice in one.field["choices"]:
        cells = {headings[at]: text for at, text in one.cells.get(choice["value"], {}).items()}
        columns = {name: values.get(name, {}).get(cells[name], cells[name]) for name in used if cells.get(name)}
        choices.append({**choice, **({"columns": columns} if columns else {})})
    one.field["choices"] = choices


def _values_of(field: Definition) -> dict[str, str]:
    return {one["exported_as"]: one["value"] for one in field.get("choices", ()) if "exported_as" in one}


def compared(tree: object) -> Iterator[tuple[str, str]]:
    """The columns that a filter compares with a field, each with its name."""
    if not isinstance(tree, list):
        return
    here = [name for part in tree if (name := column(part))]
    fields = [name for part in tree if (name := path(part))]
    yield from ((one, field) for one in here for field in fields)
    for part in tree:
        yield from compared(part)


def _fit(fields: list[Definition], filtered: list[Filtered], findings: Findings) -> None:
    """Take away the filters that the loader would refuse, such as those that lead round in a circle."""
    if not any("choice_filter" in one.field for one in filtered):
        return
    register, _ = parse_with_faults({"fields": fields})
    for one in filtered:
        rows = register.fields.get(one.rows["name"]) if one.rows else None
        inside = with_columns(register, rows) if rows else register
        name = path_of(one.field, one.rows)
        sound = name in inside.fields and well_formed(one.field.get("choice_filter"))
        if "choice_filter" in one.field and not (sound and not list(faults(inside, name, "", frozenset()))):
            findings.remarks.append(one.row.fault("not_kept", name="choice_filter"))
            del one.field["choice_filter"]
            for choice in one.field["choices"]:
                choice.pop("columns", None)


def exported_columns(field: Definition, by_name: Mapping[str, Definition]) -> list[dict[str, str]]:
    """What stands in a workbook in the columns of each of a field's choices, other choices by their names there."""
    called: dict[str, dict[str, str]] = {}
    for name, other in compared(field.get("choice_filter")):
        choices = by_name.get(other, {}).get("choices", ())
        called[name] = {one["value"]: one["exported_as"] for one in choices if "exported_as" in one}
    return [
        {
            name: called.get(name, {}).get(text, text)
            for name, text in choice.get("columns", {}).items()
            if name != "name"
        }
        for choice in field["choices"]
    ]
