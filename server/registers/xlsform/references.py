"""What the questions of a form say of each other: the conditions under which they are asked, and answers in labels."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

from server.platform.workbook_faults import Fault
from server.registers.definition_text import Definition
from server.registers.xlsform.blocks import Relevant
from server.registers.xlsform.conditions import Inexpressible, members
from server.registers.xlsform.expression_text import Node, NotRead, names_in, parse
from server.registers.xlsform.field_list import Place
from server.registers.xlsform.labels import NAMED, renamed_answers, without_answers
from server.registers.xlsform.messages import fault
from server.registers.xlsform.question import Findings
from server.registers.xlsform.table import Row
from sync.registers import consistency, parse_with_faults
from sync.registers.condition_consistency import QUESTIONS


class Conditional(NamedTuple):
    """A field whose form asks it under conditions: its own, and those of the groups around it. ``rows``: the field of
    rows that it is a column of."""

    field: Definition
    relevant: list[Relevant]
    row: Row
    rows: Definition | None = None

    @property
    def text(self) -> str:
        """What all of them say together."""
        return " and ".join(one.text for one in self.relevant)


Reckon = Callable[[list[Node], Conditional], object]
"""Makes an expression of what must hold for a field to be asked. Raises Inexpressible."""


def resolve(
    fields: list[Definition],
    conditions: list[Conditional],
    called: Mapping[str, str],
    known: Collection[str],
    findings: Findings,
    reckon: Reckon,
) -> None:
    """Set the conditions of fields.

    ``called``: a question's name in the workbook → the field's; ``known``: all names in it, of what was left out
    too. What no tree of conditions says is an expression; what cannot be said is a remark: such a question is always
    asked, and not required.
    """
    askable = {one["name"]: one for one in fields if one["type"] in QUESTIONS and "computed" not in one}
    for one in conditions:
        if wrong := next(filter(None, (_wrong(relevant, known) for relevant in one.relevant)), None):
            if wrong not in findings.faults:
                findings.faults.append(wrong)
            continue
        try:
            parsed = [parse(relevant.text) for relevant in one.relevant]
            one.field.update(_condition(one, parsed, called, askable, reckon))
        except Inexpressible:
            _always(one, findings)


def _wrong(relevant: Relevant, known: Collection[str]) -> Fault | None:
    """What is wrong with a condition, said of the row that it stands in: that of a group, if it is a group's."""
    try:
        strange = next((name for name in names_in(parse(relevant.text)) if name not in known), None)
    except NotRead:
        return relevant.row.fault("not_read", name="relevant", value=relevant.text)
    return None if strange is None else relevant.row.fault("no_question", name=strange)


def _condition(
    one: Conditional, parsed: list[Node], called: Mapping[str, str], askable: Mapping[str, Definition], reckon: Reckon
) -> Definition:
    if one.rows is None:
        try:
            return members([_renamed(node, called, askable) for node in parsed], askable)
        except Inexpressible:
            pass
    tree = reckon(parsed, one)
    if tree is True:
        return {}
    if not isinstance(tree, list):
        raise Inexpressible("it never holds")
    return {"when": tree}


def _always(one: Conditional, findings: Findings) -> None:
    findings.remarks.append(one.row.fault("relevant", value=one.text))
    one.field.pop("when", None)
    one.field.pop("required", None)


def fit(fields: list[Definition], conditions: list[Conditional], findings: Findings) -> None:
    """Take away the conditions that the loader would refuse, each with a remark, as what cannot be said."""
    if not any("when" in one.field for one in conditions):
        return
    register, _ = parse_with_faults({"fields": fields})
    wrong = {text.partition(": ")[0] for text in consistency.faults(register, frozenset(register.fields))}
    for one in conditions:
        above = f"fields.{one.rows['name']}." if one.rows else ""
        if "when" in one.field and f"{above}fields.{one.field['name']}.when" in wrong:
            _always(one, findings)


def write_out_answers(
    fields: list[Definition],
    sections: list[Definition],
    called: Mapping[str, str],
    findings: Findings,
    places: Mapping[str, Place],
) -> None:
    """Keep labels in which answers stand, as ``live_label``; elsewhere a question's label stands for its answer.

    ``places``: part of the definition → its sheet and row.
    """
    by_name = {one["name"]: one for one in fields}
    labels = {original: by_name[name]["label"] for original, name in called.items() if name in by_name}
    shown = {name: ours for name, ours in called.items() if ours in by_name and by_name[ours]["type"] in QUESTIONS}
    for where, part in _parts(fields, sections):
        for member in ("label", "help", "title", "constraint_message", "required_message"):
            if member not in part or not (plain := without_answers(part[member], labels)):
                continue
            if member == "label" and any(part is one for one in fields) and _all_shown(part, shown):
                part["live_label"] = renamed_answers(part["label"], shown)
            else:
                findings.remarks.append(fault("substitution", *places.get(where, ("survey", None)), name=_name(part)))
            part[member] = plain
            if member == "label":  # which may stand in the labels of others
                labels |= {original: plain for original, name in called.items() if by_name.get(name) is part}


def _parts(fields: list[Definition], sections: list[Definition]) -> Iterator[tuple[str, Definition]]:
    """The parts of a definition that have texts, each once with its place in it, such as ``fields.students``."""
    columns = [
        (f"fields.{one['name']}.fields.{each['name']}", each) for one in fields for each in one.get("fields", ())
    ]
    questions = [*((f"fields.{one['name']}", one) for one in fields), *columns]
    yield from questions
    yield from ((f"sections.{one['key']}", one) for one in sections)
    listed = [(f"{where}.choices.{one['value']}", one) for where, each in questions for one in each.get("choices", ())]
    yield from {id(one): (where, one) for where, one in reversed(listed)}.values()


def _name(part: Definition) -> object:
    return next(part[one] for one in ("name", "key", "value") if one in part)


def _all_shown(part: Definition, shown: Collection[str]) -> bool:
    return all(name in shown for text in part["label"].values() for name in NAMED.findall(text))


def _renamed(node: Node, called: Mapping[str, str], askable: Mapping[str, Definition]) -> Node:
    """The expression with the fields' names here in place of those of the workbook, and so for values of choices."""
    if node[0] == "field":
        return ("field", called.get(str(node[1]), node[1]))
    inner = tuple(_renamed_part(part, called, askable) for part in node[1:])
    values = _values([one for one in inner if isinstance(one, tuple) and one], askable)
    renamed = tuple(
        ("text", values[part[1]]) if isinstance(part, tuple) and part[:1] == ("text",) and part[1] in values else part
        for part in inner
    )
    return (node[0], *renamed)


def _renamed_part(part: object, called: Mapping[str, str], askable: Mapping[str, Definition]) -> object:
    if not isinstance(part, tuple):
        return part
    if part and isinstance(part[0], tuple):  # the arguments of a call
        whole = _renamed(("arguments", *part), called, askable)
        return whole[1:]
    return _renamed(part, called, askable) if part else part


def _values(nodes: list[Node], askable: Mapping[str, Definition]) -> dict[object, str]:
    """A choice's name in the workbook → its value here, of the fields that stand beside a text."""
    named = [askable[str(one[1])] for one in nodes if one[0] == "field" and one[1] in askable]
    choices = [choice for field in named for choice in field.get("choices", ())]
    return {choice["exported_as"]: choice["value"] for choice in choices if "exported_as" in choice}
