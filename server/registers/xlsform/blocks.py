"""Groups and repeats of XLSForm's sheet ``survey`` while their rows are read."""

from typing import NamedTuple

from server.platform.workbook_faults import Fault
from server.registers.xlsform.language import COLUMNS, NOT_KEPT, OWN
from server.registers.xlsform.table import Row

KINDS = ("group", "repeat", "loop")
OF_GROUPS = {"type", "name", "appearance", "relevant"}
OF_QUESTIONS = {*COLUMNS, *NOT_KEPT}


class Relevant(NamedTuple):
    """A condition as it is written, and the row of the question or group that it stands in."""

    text: str
    row: Row


class Open(NamedTuple):
    """A group or repeat that has begun and not ended yet.

    ``section``: the key of the section that its questions belong to; ``relevant``: the conditions that they inherit.
    ``left_out``: nothing in it is kept.
    """

    kind: str
    row: int
    name: str
    section: str | None = None
    relevant: tuple[Relevant, ...] = ()
    left_out: bool = False


def conditions(row: Row) -> tuple[Relevant, ...]:
    """The condition that stands in a row; none where the cell is empty."""
    text = row.get("relevant")
    return (Relevant(text, row),) if text else ()


def not_kept(row: Row, inside: bool) -> list[Fault]:
    """A remark for each cell of a group's row that says what a section cannot; ``inside`` a repeat it has no heading
    either."""
    kept = OF_GROUPS if inside else {*OF_GROUPS, "label"}
    found = {column.name for column in row.cells if not column.name.startswith(OWN)} & OF_QUESTIONS
    return [row.fault("not_kept", name=column) for column in sorted(found - kept)]
