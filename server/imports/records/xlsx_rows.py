"""What the library that reads an .xlsx file's values does not say: which rows its maker has hidden, which formulas have
no value, as no program has worked them out yet, and which cells show a time beside their day."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ROW = re.compile(rb"<row\s[^>]*>")
NUMBER = re.compile(rb'\sr="([0-9]{1,7})"')
HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
WITHOUT_VALUE = re.compile(
    rb'<c\s+r="([A-Z]{1,3})([0-9]{1,7})"[^>]*><f(?:\s[^>]*)?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)
WHOLE = re.compile(
    rb'<c\s+r="([A-Z]{1,3})([0-9]{1,7})"\s+s="([0-9]{1,5})"[^>]*>(?:<f(?:\s[^>]*)?(?:/>|>[^<]*</f>))?'
    rb"<v>[0-9]{1,7}(?:\.0*)?</v>"
)
"""A cell with a style that holds a whole number: a day, if the style shows days."""
DAY_AND_TIME = "22"
"""The number format of a day with its time that every program knows without being told."""
BESIDE_THE_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^]]*\]|[_*].')
"""What stands in a number format as it is: texts, colours, locales, widths; and spans of hours."""


class Marks(NamedTuple):
    """Of a sheet: the numbers of its hidden ``rows``, and as (row from 1, column from 0) the ``cells`` whose formula
    has no value, and the ``midnights``: cells that hold a day, and show a time beside it."""

    rows: set[int]
    cells: set[tuple[int, int]]
    midnights: set[tuple[int, int]]


def marks(data: bytes) -> dict[str, Marks]:
    """A sheet's name → its marks. The package must have been checked before it is read.

    Empty for a file whose parts are not where Excel puts them: to know them is a help, no condition.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            styles = _styles_of_moments(packed)
            return {name: _marks(packed.read(part), styles) for name, part in _parts(packed)}
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile):
        return {}


def _parts(packed: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's name, and the part of the package that it is."""
    relations = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    for sheet in ElementTree.fromstring(packed.read("xl/workbook.xml")).iter(f"{MAIN}sheet"):
        target = targets.get(sheet.get(RELATION), "").removeprefix("/xl/").lstrip("/")
        yield sheet.get("name", ""), f"xl/{target}"


def _styles_of_moments(packed: zipfile.ZipFile) -> set[bytes]:
    """The styles of cells, by their places as digits, that show a day and a time."""
    if "xl/styles.xml" not in packed.namelist():
        return set()
    root = ElementTree.fromstring(packed.read("xl/styles.xml"))
    known = {one.get("numFmtId") for one in root.iter(f"{MAIN}numFmt") if _shows_both(one.get("formatCode", ""))}
    styles = root.find(f"{MAIN}cellXfs")
    formats = [one.get("numFmtId") for one in styles] if styles is not None else []
    return {str(at).encode() for at, its in enumerate(formats) if its in known | {DAY_AND_TIME}}


def _shows_both(code: str) -> bool:
    bare = BESIDE_THE_FORMAT.sub("", code).lower()
    return "h" in bare and ("d" in bare or "y" in bare)


def _marks(xml: bytes, styles: set[bytes]) -> Marks:
    tags = (tag for tag in ROW.findall(xml) if HIDDEN.search(tag))
    rows = {int(number[1]) for tag in tags if (number := NUMBER.search(tag))}
    cells = {(int(row), _place(column)) for column, row in WITHOUT_VALUE.findall(xml)}
    whole = WHOLE.finditer(xml) if styles else ()
    return Marks(rows, cells, {(int(one[2]), _place(one[1])) for one in whole if one[3] in styles})


def _place(letters: bytes) -> int:
    """The place from 0 of a column, by what Excel calls it."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1
