"""One question of XLSForm's sheet ``survey``: the type of its answers, and the rules for them."""

from server.platform.workbook_faults import Fault
from server.registers.definition_text import Definition
from server.registers.xlsform import expressions
from server.registers.xlsform.cells import YES_OR_NO
from server.registers.xlsform.language import ALIKE, ELSEWHERE, ONE, PLAIN, REFUSED_COLUMNS, SEVERAL, YESNO
from server.registers.xlsform.lists import Listed, Lists
from server.registers.xlsform.table import Row
from sync.registers import fits
from sync.registers.language import FIELD

Type = tuple[Definition, list[Listed]]
"""The members ``type`` and ``choices`` of a field, empty if XLSForm's type is not known; and its choices with their
rows."""


def question_type(row: Row, text: str, lists: Lists, faults: list[Fault]) -> Type:
    """The register's type for a type of XLSForm, such as ``select_one sizes``.

    If there is none, ``({}, [])`` is returned, and the reason is added to ``faults``.
    """
    kind, _, rest = text.partition(" ")
    kind = ALIKE.get(kind.lower(), kind.lower())
    if kind in ONE or kind in SEVERAL:
        return _of_list(row, kind, rest.split(), lists, faults)
    if kind == "text" and "multiline" in row.get("appearance").split():
        return {"type": "longtext"}, []
    known = kind in PLAIN or kind == "calculate" or (fits.name(kind) and FIELD["type"].fits(kind))
    if kind in ELSEWHERE or rest or not known:
        faults.append(row.fault("type", name=text))
        return {}, []
    return {"type": PLAIN.get(kind, kind)}, []


def _of_list(row: Row, kind: str, rest: list[str], lists: Lists, faults: list[Fault]) -> Type:
    if not rest:
        faults.append(row.fault("no_list_name", name=kind))
    elif len(rest) > 1:
        faults.append(row.fault("or_other" if "or_other" in rest else "type", name=" ".join([kind, *rest])))
    elif rest[0] == YESNO:
        return {"type": "yesno"}, []
    elif rest[0] not in lists.by_name:
        faults.append(row.fault("no_list", name=rest[0]))
    else:
        listed = lists.by_name[rest[0]]
        return {"type": "choice" if kind in ONE else "choices", "choices": [one.choice for one in listed]}, listed
    return {}, []


def answer_rules(row: Row, kind: str, faults: list[Fault]) -> Definition:
    """The members ``required``, and ``range`` or ``length``, of a question whose type is ``kind``.

    What cannot be read is added to ``faults``.
    """
    rules: Definition = {}
    required = row.get("required").lower()
    if required and required not in YES_OR_NO:
        faults.append(row.fault("required", value=row.get("required")))
    elif required and YES_OR_NO[required]:
        rules["required"] = True
    if constraint := row.get("constraint"):
        limits = expressions.bounds(constraint, kind)
        if limits is None:
            faults.append(row.fault("constraint", value=constraint))
        rules |= limits or {}
    for column in sorted(column.name for column in row.cells):
        calculated = column == "calculation" and row.get("type").lower() == "calculate"
        if column in REFUSED_COLUMNS and not calculated:
            faults.append(row.fault("refused_column", name=column, value=row.get(column)))
    return rules
