"""A page of docs/ as its parts: the tables and the fenced examples under each heading."""

import re
from typing import NamedTuple

from server.platform.config import ROOT

HEADING = re.compile(r"^#+ (.+)$")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`]+)`")


class Table(NamedTuple):
    heading: str
    columns: list[str]
    rows: list[list[str]]


def page(path: str) -> str:
    """The text of a page, by its path from the root of the repository."""
    return (ROOT / path).read_text()


def tables(text: str) -> list[Table]:
    """Every table of a page, in order, under the heading that it stands below."""
    found, heading, inside = [], "", False
    for row in FENCE.sub("", text).splitlines():
        if title := HEADING.match(row):
            heading = title[1]
        if not row.startswith("|"):
            inside = False
            continue
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if not inside:
            found.append(Table(heading, cells, []))
        elif not set(row) <= set("|-: "):
            found[-1].rows.append(cells)
        inside = True
    return found


def table(text: str, heading: str, *columns: str) -> list[list[str]]:
    """The rows of the one table below that heading whose first columns have these names."""
    (found,) = [one for one in tables(text) if one.heading == heading and one.columns[: len(columns)] == [*columns]]
    return found.rows


def under(text: str, heading: str) -> str:
    """What stands below a heading, up to the next of its rank or above."""
    marks, rest = re.split(rf"^(#+) {re.escape(heading)}$", text, maxsplit=1, flags=re.MULTILINE)[1:]
    return re.split(rf"^#{{1,{len(marks)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def code(text: str) -> list[str]:
    """What stands between backticks, in order."""
    return CODE.findall(text)


def fenced(text: str, language: str) -> list[str]:
    """The fenced examples of a language, in order."""
    return [body for name, body in FENCE.findall(text) if name == language]
