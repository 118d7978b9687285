"""One question of XLSForm's sheet ``survey``: the type of its answers, and the rules for them."""

from collections.abc import Collection
from typing import NamedTuple

from server.platform.workbook_faults import Fault
from server.registers.definition_text import Definition
from server.registers.xlsform import constraints, defaults, ranges, spelling
from server.registers.xlsform.cells import YES_OR_NO
from server.registers.xlsform.choice_files import FROM_FILE, AllLists
from server.registers.xlsform.choice_files import PARAMETER as OF_FILE
from server.registers.xlsform.expression_text import Node, NotRead, parse
from server.registers.xlsform.labels import labelled
from server.registers.xlsform.language import AS_ANOTHER, LEFT_OUT, MEANS_NOTHING, NOT_KEPT, PLAIN, YESNO
from server.registers.xlsform.lists import Listed, distinguished
from server.registers.xlsform.spelling import Written
from server.registers.xlsform.table import Row
from sync.registers import fits
from sync.registers.language import FIELD

OTHER = {"value": "other", "label": {"vi": "Khác", "en": "Other"}}


class Findings(NamedTuple):
    """What is wrong with a workbook, and what of it was left out or filled in; both are added to."""

    faults: list[Fault]
    remarks: list[Fault]


class Type(NamedTuple):
    """The members ``type`` and ``choices`` of a field, empty if the question is none; its choices with their rows."""

    members: Definition
    choices: tuple[Listed, ...] = ()


def question_type(row: Row, written: Written, lists: AllLists, findings: Findings) -> Type:
    """The register's type for a type of XLSForm; without members where the question is left out: see ``findings``."""
    kind = written.kind
    if kind in ("select_one", "select_multiple"):
        return _of_list(row, written, lists, findings)
    if kind in FROM_FILE:
        listed = lists.of_file(row, written.list)
        as_list = written._replace(kind=FROM_FILE[kind])
        return _of_choices(row, as_list, listed, lists, findings) if listed else Type({"type": "text"})
    if kind == "rank":
        findings.remarks.append(row.fault("as_another", name=row.get("type"), to="select_multiple"))
        return _of_list(row, written, lists, findings)
    if kind == "text" and "multiline" in row.get("appearance").split():
        return Type({"type": "longtext"})
    if kind == "range":
        return Type(ranges.members(row))
    if kind in AS_ANOTHER:
        findings.remarks.append(row.fault("as_another", name=row.get("type"), to=AS_ANOTHER[kind]))
        return Type({"type": AS_ANOTHER[kind]})
    if kind in LEFT_OUT:
        findings.remarks.append(row.fault("question_left_out", name=row.get("type")))
    elif kind in PLAIN or kind == "calculate" or (fits.name(kind) and FIELD["type"].fits(kind)):
        return Type({"type": PLAIN.get(kind, kind)})
    else:
        findings.faults.append(row.fault("type", name=row.get("type")))
    return Type({})


def _of_list(row: Row, written: Written, lists: AllLists, findings: Findings) -> Type:
    if not written.list:
        findings.faults.append(row.fault("no_list_name", name=row.get("type")))
    elif written.list == YESNO:
        return Type({"type": "yesno"})
    elif written.list.startswith("${"):
        findings.remarks.append(row.fault("question_left_out", name=row.get("type")))
    elif written.list not in lists.by_name:
        findings.faults.append(row.fault("no_list", name=written.list))
    else:
        return _of_choices(row, written, lists.by_name[written.list], lists, findings)
    return Type({})


def _of_choices(row: Row, written: Written, listed: list[Listed], lists: AllLists, findings: Findings) -> Type:
    referenced = row.get("name") in lists.referenced or bool(row.get("constraint") or row.get("default"))
    listed, remarks = distinguished(listed, written.list, referenced)
    findings.remarks.extend(remarks)
    choices = [one.choice for one in listed]
    if written.other and not any(one["value"] == OTHER["value"] for one in choices):
        choices.append(OTHER)
    kind = "choice" if written.kind == "select_one" else "choices"
    return Type({"type": kind, "choices": choices}, tuple(listed))


def answer_rules(row: Row, field: Definition, findings: Findings) -> tuple[Definition, list[Node]]:
    """The members ``required``, ``default``, ``range`` or ``length``, and messages of a question, and what else its
    constraint says. ``field``: its type and choices.

    What cannot be kept is a remark.
    """
    rules: Definition = {}
    required = row.get("required").lower()
    if required and required not in YES_OR_NO:
        findings.remarks.append(row.fault("required", value=row.get("required")))
    elif required and YES_OR_NO[required]:
        rules["required"] = True
    for message in ("constraint_message", "required_message"):
        if row.texts(message):
            rules[message] = labelled(row, findings.remarks, message)
    bounds, rest = _constraint(row, field, findings)
    rules |= bounds
    rest += [parse(by_steps)] if (by_steps := ranges.steps(row)) else []
    if row.get("default"):
        found = defaults.default(row.get("default"), field | rules)
        if found is None:
            findings.remarks.append(row.fault("not_kept", name="default"))
        else:
            rules["default"] = found
    not_kept(row, field, findings)
    return rules, rest


def not_kept(row: Row, field: Definition, findings: Findings, also: Collection[str] = ()) -> None:
    """A remark for each cell that says what a field of this type cannot keep. ``also``: further columns of these."""
    kind = spelling.written(row.get("type")).kind
    for column in sorted({column.name for column in row.cells} & {*NOT_KEPT, *also}):
        text = row.get(column)
        ours = column == "calculation" and kind == "calculate"
        ours |= column == "repeat_count" and field["type"] == "rows"
        ours |= column == "choice_filter" and "choices" in field
        known = ranges.kept(row) if kind == "range" else OF_FILE if "choices" in field else None
        ours |= column == "parameters" and known is not None and not known.sub("", text).strip(" ,;")
        if not ours and text.lower() not in MEANS_NOTHING.get(column, ()):
            findings.remarks.append(row.fault("not_kept", name=column))


def _constraint(row: Row, field: Definition, findings: Findings) -> tuple[Definition, list[Node]]:
    constraint = row.get("constraint")
    if not constraint:
        return {}, []
    try:
        limits, rest = constraints.divided(constraint, field["type"], field.get("range", ()))
    except NotRead:
        findings.faults.append(row.fault("not_read", name="constraint", value=constraint))
        return {}, []
    least, most = next(iter(limits.values()), (0, 0))
    if least > most:
        findings.faults.append(row.fault("never_true", value=constraint))
        return {}, []
    return limits, rest
