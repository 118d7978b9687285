"""Where the table of a sheet begins, what its columns are called, and which of its rows are no records."""

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

from server.imports.records.sheets import Line
from sync.folding import fold

WITHIN = 40  # the headings are in one of the first rows that are filled
LONGEST = 120  # characters of a heading that are shown
SAMPLES = 3  # values of a column that are shown

TOTALS = ("tong cong", "tong so", "tong", "cong", "toan tinh", "toan truong", "toan xa", "total", "sum")
CENTRAL = ["KEY", "SubmissionDate", "SubmitterName"]
FOOTER = re.compile(
    r"(.{0,60}, *)?ngay ?[0-9.…_ ]* ?thang ?[0-9.…_ ]* ?nam|nguoi (lap|tong hop|bao cao)|thu truong|hieu truong|"
    r"(pho )?(giam doc|hieu truong)|t\.?m\.|k\.?t\.|noi nhan|ky,? (va )?ghi ro|xac nhan cua|prepared by|head of"
)
"""How the lines below a table begin, folded: who prepared it, who signs, where and when."""
NUMBERED = re.compile(r"\(?\s*([0-9]{1,3}|[a-d])\s*\)?(\s*=.*)?")


class Heading(NamedTuple):
    """A column: its place from 0, what it is called (of two rows: ``Học sinh / Nam``), and its first values."""

    at: int
    title: str
    samples: list[str]


def find_headings(lines: Sequence[Line]) -> int:
    """The number of the row that holds the headings: of the first rows the one with most different texts, of two
    rows of merged headings the lower one. 0 if no row has two."""
    best, row = 1, 0
    for number, line in enumerate(lines[:WITHIN]):
        texts = {fold(_text(cell)) for cell in line.cells if isinstance(cell, str) and len(cell) < 2 * LONGEST}
        figures = sum(not isinstance(cell, str) and cell is not None for cell in line.cells)
        merged = number > 0 and row == lines[number - 1].row and _is_parent(lines[number - 1], line)
        if len(texts) > figures and (len(texts) > best or (merged and len(texts) >= best)):
            best, row = len(texts), line.row
    return row


def headings_of(lines: Sequence[Line], row: int) -> list[Heading]:
    """The columns below the row of headings, those alone that have a heading or a value."""
    own = next((line for line in lines if line.row == row), Line(row, []))
    above = next((line for line in lines if line.row == row - 1), Line(row - 1, []))
    parent = above if _is_parent(above, own) else Line(row - 1, [])
    below = [line for line in lines if line.row > row]
    wide = max([len(own.cells), *(len(line.cells) for line in below)], default=0)
    found = []
    for at in range(wide):
        title = _title(_cell(parent, at), _cell(own, at))
        samples = [shown(value) for line in below[:50] if (value := _cell(line, at)) is not None]
        if title or samples:
            found.append(Heading(at, title, list(dict.fromkeys(samples))[:SAMPLES]))
    return found


def digest_of(headings: Iterable[Heading]) -> str:
    """What tells one set of headings from another, in whatever order, letters and spaces they are written."""
    return sha256("\n".join(sorted(fold(one.title) for one in headings if one.title)).encode()).hexdigest()


def is_total(line: Line) -> bool:
    """Whether a row adds up others: one of its first texts says so."""
    texts = [fold(cell).strip(" .:-") for cell in line.cells if isinstance(cell, str) and cell.strip()][:2]
    return any(text == word or text.startswith(f"{word} ") and _short(text) for text in texts for word in TOTALS)


def is_numbering(line: Line) -> bool:
    """Whether a row only numbers the columns, as forms do: (1), (2), (3)."""
    cells = [cell for cell in line.cells if cell is not None]
    if len(cells) < 2 or not all(NUMBERED.fullmatch(shown(cell).strip().lower()) for cell in cells):
        return False
    numbers = [int(found) for cell in cells if (found := re.sub(r"\D.*", "", shown(cell).strip(" ("))).isdigit()]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 2


def is_central(lines: Sequence[Line]) -> bool:
    """Whether a sheet is a CSV file of ODK Central or of our own exports, with numbers as programs write them."""
    return bool(lines) and lines[0].cells[: len(CENTRAL)] == CENTRAL


def begins_footer(line: Line) -> bool:
    """Whether signatures begin with a row, or the place and day before them: one or two texts alone, merged or not."""
    texts = {fold(_text(cell)).strip(" (") for cell in line.cells if cell is not None}
    return 0 < len(texts) <= 2 and any(FOOTER.match(text) for text in texts) and not any(map(_is_figure, line.cells))


def shown(cell: object) -> str:
    """A cell as a person sees it: a day as 05/09/2024, with its time if it has one, a whole number without a point."""
    if isinstance(cell, list):
        whole, _, clock = str(cell[0]).partition("T")
        year, month, day = whole.split("-")
        return f"{day}/{month}/{year} {clock}".rstrip()
    if isinstance(cell, bool):
        return "Có" if cell else "Không"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell).replace(".", ",")
    return "" if cell is None else str(cell)


def letter(at: int) -> str:
    """What Excel calls a column, from its place: 0 is A."""
    text = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        text = chr(65 + rest) + text
    return text


def _is_figure(cell: object) -> bool:
    return cell is not None and not isinstance(cell, str)


def _short(text: str) -> bool:
    """Whether a text is no longer than what stands before a total: ``Tổng cộng (12 trường)``, no title of a record."""
    return len(text) <= 40


def _cell(line: Line, at: int) -> object:
    return line.cells[at] if at < len(line.cells) else None


def _text(cell: object) -> str:
    return " ".join(shown(cell).split())


def _title(parent: object, own: object) -> str:
    above, below = ("".join(letter for letter in _text(cell) if letter.isprintable()) for cell in (parent, own))
    if not above or above == below:
        return below[:LONGEST]
    return (f"{above} / {below}" if below else above)[:LONGEST]


def _is_parent(above: Line, own: Line) -> bool:
    """Whether the row above is one of headings too: some of its texts stand over several columns, some over their own
    heading, and none is a number. A single text over everything is a title."""
    texts = [_text(cell) for cell in above.cells]
    filled = [text for text in texts if text]
    if (
        above.row != own.row - 1
        or len(set(filled)) < 2
        or not all(isinstance(cell, str | None) for cell in above.cells)
    ):
        return False
    shared = sum(bool(text) and text == _text(_cell(own, at)) for at, text in enumerate(texts))
    return shared > 0 or len(filled) > len(set(filled))
