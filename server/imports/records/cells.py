"""Reading a cell as the answer to a field: as Vietnamese offices write numbers, yes and no, and choices."""

import re
import unicodedata
from collections.abc import Callable, Mapping

from server.imports.records.faults import BadCell
from server.imports.records.headings import shown
from server.imports.records.moments import READ
from server.imports.records.sheets import UNCALCULATED
from sync.folding import fold
from sync.protocol.canonical import depth, parse, sound
from sync.registers import Field
from sync.registers.field import NUMBERS, TEXTS

YES = {"co", "yes", "true", "x", "1", "dat", "dung", "v", "✓", "✔", "☑", "roi", "da"}
NO = {"khong", "no", "false", "0", "khong dat", "sai", "chua", "chua dat", "✗", "✘", "☐"}
NOTHING = {"", "-", "–", "—", "/", "…", "..."}
ERRORS = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)")
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # Unicode's categories of what nobody sees
THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}(\.[0-9]{3}){1,5}(,[0-9]{1,15})?")
ENGLISH = re.compile(r"-?[1-9][0-9]{0,2}(,[0-9]{3}){1,5}(\.[0-9]{1,15})?")
POINTED = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,15}")
PLAIN = re.compile(r"-?[0-9]{1,16}([.,][0-9]{1,15})?")
BETWEEN = re.compile(r"[;,\n/]+")
LARGEST = 2**53  # JSON carries no larger whole number exactly
DEEPEST = 3  # lists and objects within one another, of rows
EXACT = 9  # digits after the point beyond which a number of Excel's only holds what binary fractions leave

Named = Callable[[str], str]
"""Gives the id that a text names; raises BadCell."""


def answer(
    field: Field, cell: object, translated: Mapping[str, object], named: Named | None = None, pointed: bool = False
) -> object:
    """The answer in a cell, as a phone would send it; None if there is none. Raises BadCell.

    ``translated``: the folded text of a cell → the answer that the person chose for it. ``named``: finds people,
    records and units by what the cell calls them. ``pointed``: a program wrote the file, and 1.234 is a fraction.
    """
    text = " ".join(shown(cell).split())
    if cell == UNCALCULATED:
        raise BadCell("uncalculated")
    if isinstance(cell, str) and ERRORS.fullmatch(text):
        raise BadCell("formula_error", value=text)
    if cell is None or text in NOTHING and field.type not in TEXTS:
        return None
    if fold(text) in translated:
        return translated[fold(text)]
    if field.type in NUMBERS:
        return number(field, cell, pointed)
    if field.type in TEXTS:
        return _written(field, cell)
    if field.type in READ:
        return READ[field.type](cell)
    if field.type == "yesno":
        return _yesno(cell, text)
    if field.type == "place":
        return _place(text)
    if field.type == "rows":
        return _rows(shown(cell))
    return _chosen(field, text, translated, named)


def number(field: Field, cell: object, pointed: bool = False) -> int | float:
    """The number in a cell, which may be text: 1.234 is a thousand and more, 12,5 twelve and a half."""
    if isinstance(cell, bool | list):
        raise BadCell("number")
    if isinstance(cell, int | float):
        value = round(float(cell), EXACT) if isinstance(cell, float) else cell
    else:
        text = _without_unit(field, str(cell))
        value = float(text) if pointed and POINTED.fullmatch(text) else _read_number(field, text)
    if not abs(value) <= LARGEST:
        raise BadCell("number")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if field.type == "integer" and not isinstance(value, int):
        raise BadCell("whole")
    return value


def _without_unit(field: Field, text: str) -> str:
    bare = re.sub(r"[\s\u00a0]", "", text)
    for unit in (field.unit or {}).values():
        bare = re.sub(f"{re.escape(unit.replace(' ', ''))}$", "", bare, flags=re.IGNORECASE)
    return bare.removesuffix("%")


def _read_number(field: Field, text: str) -> int | float:
    if THOUSANDS.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif ENGLISH.fullmatch(text) and ("." in text or text.count(",") > 1):
        text = text.replace(",", "")
    elif ENGLISH.fullmatch(text) and field.type == "integer":
        raise BadCell("unclear_number")
    elif PLAIN.fullmatch(text):
        text = text.replace(",", ".")
    else:
        raise BadCell("number")
    return float(text) if "." in text else int(text)


def _written(field: Field, cell: object) -> str | None:
    text = unicodedata.normalize("NFC", shown(cell)).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = text.strip() if field.type == "longtext" else text.replace("\n", " ").strip()
    if any(unicodedata.category(one) in UNSEEN and one not in "\n\u200b\u200c\u200d\ufeff\u00ad" for one in text):
        raise BadCell("control")
    return text or None


def _yesno(cell: object, text: str) -> bool:
    bare = fold(text).strip(" .")
    if isinstance(cell, bool):
        return cell
    if bare in YES:
        return True
    if bare in NO:
        return False
    raise BadCell("yesno")


def _place(text: str) -> list[float]:
    found = re.findall(r"-?[0-9]{1,3}(?:\.[0-9]{1,15})?", text)
    if len(found) != 2 or not re.fullmatch(r"[-0-9.,;\s\[\]]+", text):
        raise BadCell("place")
    return [float(one) for one in found]


def _rows(text: str) -> object:
    """The rows that our own CSV files write into one cell, as JSON."""
    try:
        found = parse(text.encode())
    except (ValueError, RecursionError):
        raise BadCell("rows") from None
    if not isinstance(found, list) or not sound(found) or depth(found) > DEEPEST:
        raise BadCell("rows")
    return found


def _chosen(field: Field, text: str, translated: Mapping[str, object], named: Named | None) -> object:
    one = named if named and (field.choices_from or not field.choices) else _choice_of(field)
    if field.type not in ("choices", "persons"):
        return one(text)
    try:
        return [one(text)]
    except BadCell:
        parts = [part.strip() for part in BETWEEN.split(text) if part.strip()]
        if len(parts) == 1 and " " in text and field.type == "choices":
            parts = text.split()  # as ODK writes several
        if len(parts) < 2:
            raise
        return list(dict.fromkeys(translated.get(fold(part)) or one(part) for part in parts))


def _choice_of(field: Field) -> Named:
    def find(text: str) -> str:
        sought = _bare(text)
        for choice in field.choices:
            names = (choice.value, choice.exported_as or "", *choice.label.values())
            if sought in {_bare(name) for name in names if name}:
                return choice.value
        raise BadCell("choice")

    return find


def _bare(text: str) -> str:
    """A text in the form in which labels are compared: folded, letters and digits alone."""
    return " ".join(re.findall(r"\w+", fold(text)))
