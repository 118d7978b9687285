"""The texts of a row in both languages, and the answers that XLSForm would write into them."""

import re
from collections.abc import Mapping, Sequence

from server.platform.workbook_faults import Fault
from server.registers.xlsform import markup
from server.registers.xlsform.headings import OURS
from server.registers.xlsform.language import TRANSLATED
from server.registers.xlsform.messages import of_language
from server.registers.xlsform.table import Row, Table

NAMED = re.compile(r"\$\{\s*([^}\s]+)\s*\}")


def labelled(row: Row, remarks: list[Fault], column: str = "label", otherwise: str = "–") -> dict[str, str]:
    """A row's text in both languages and in further ones, from its label or another ``column``; ``otherwise`` if it
    has none.

    What is missing in one language, and taken from the other, is a remark, and so are marks of bold or colour that a
    form of others has: they are not shown.
    """
    remarks += [of_language("label", language, row.table.name, row.number) for language in row.lacks(column)]
    texts = row.all_texts(column)
    if row.table.marked and (shown := {one: markup.plain(text) for one, text in texts.items()}) != texts:
        remarks.append(row.fault("markup"))
        texts = shown if all(shown.values()) else {}
    if not texts:
        remarks.append(row.fault("no_label", name=otherwise))
    return texts or {"vi": otherwise, "en": otherwise}


def referenced(table: Table) -> set[str]:
    """The names of the questions for whose answers the expressions of a form ask; not those of which texts tell."""
    cells = (pair for row in table.rows for pair in row.cells.items())
    return {name for column, text in cells if column.name not in TRANSLATED for name in NAMED.findall(text)}


def without_answers(texts: dict[str, str], labels: Mapping[str, dict[str, str]]) -> dict[str, str] | None:
    """The texts with the label of a question in place of its answer, which ``${name}`` means; None if nothing does.

    ``labels``: a question's name in the form → its label in both languages.
    """
    if not any(NAMED.search(text) for text in texts.values()):
        return None
    return {language: _labels_for_names(text, language, labels) for language, text in texts.items()}


def _labels_for_names(text: str, language: str, labels: Mapping[str, dict[str, str]]) -> str:
    return NAMED.sub(lambda found: f"[{labels.get(found[1], {}).get(language, found[1])}]", text)


def renamed_answers(texts: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """The texts with other names in ``${name}``. ``names``: old → new."""
    return {
        language: NAMED.sub(lambda found: f"${{{names.get(found[1], found[1])}}}", text)
        for language, text in texts.items()
    }


def hints(row: Row, remarks: list[Fault], columns: Sequence[str]) -> dict[str, str] | None:
    """The texts of several columns, one after the other, None without one. One in further languages alone is not shown
    beside one that is in Vietnamese or English."""
    filled = [column for column in columns if row.texts(column)]
    shown = [column for column in filled if not row.is_foreign(column)] or filled
    found: dict[str, str] | None = None
    for column in filled:
        texts = labelled(row, remarks, column)
        kept = texts if column in shown else {one: texts[one] for one in texts if one not in OURS}
        found = joined(found, kept)
    return found


def joined(first: dict[str, str] | None, second: dict[str, str]) -> dict[str, str]:
    """Two texts in each of their languages, one after the other; the second alone, if there is no first."""
    languages = {**(first or {}), **second}
    return {one: " ".join(texts[one] for texts in (first, second) if texts and one in texts) for one in languages}
