"""Which rows of an .xlsx file its maker has hidden; the library that reads the values does not say."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ROW = re.compile(rb"<row\s[^>]*>")
NUMBER = re.compile(rb'\sr="([0-9]{1,7})"')
HIDDEN = re.compile(rb'\shidden="(?:1|true)"')


def hidden_rows(data: bytes) -> dict[str, set[int]]:
    """A sheet's name → the numbers of its hidden rows. The package must have been checked before it is read.

    Empty for a file whose parts are not where Excel puts them: to know them is a help, no condition.
    """
    found: dict[str, set[int]] = {}
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            targets = {
                one.get("Id"): one.get("Target", "")
                for one in ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
            }
            for sheet in ElementTree.fromstring(packed.read("xl/workbook.xml")).iter(f"{MAIN}sheet"):
                target = targets.get(sheet.get(RELATION), "").removeprefix("/xl/").lstrip("/")
                rows = (tag for tag in ROW.findall(packed.read(f"xl/{target}")) if HIDDEN.search(tag))
                found[sheet.get("name", "")] = {int(number[1]) for tag in rows if (number := NUMBER.search(tag))}
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile):
        return {}
    return found
