"""Groups and repeats of XLSForm's sheet ``survey`` while their rows are read."""

from typing import NamedTuple

from server.platform.workbook_faults import Fault
from server.registers.xlsform.language import COLUMNS, NOT_KEPT, OWN
from server.registers.xlsform.table import Row

OF_GROUPS = {"type", "name", "appearance", "relevant"}
OF_QUESTIONS = {*COLUMNS, *NOT_KEPT}


class Open(NamedTuple):
    """A group or repeat that has begun and not ended yet.

    ``section``: the key of the section that its questions belong to; ``relevant``: the conditions that they inherit.
    ``left_out``: nothing in it is kept.
    """

    kind: str
    row: int
    name: str
    section: str | None = None
    relevant: tuple[str, ...] = ()
    left_out: bool = False


def not_kept(row: Row, inside: bool) -> list[Fault]:
    """A remark for each cell of a group's row that says what a section cannot; ``inside`` a repeat it has no heading
    either."""
    kept = OF_GROUPS if inside else {*OF_GROUPS, "label"}
    found = {column.name for column in row.cells if not column.name.startswith(OWN)} & OF_QUESTIONS
    return [row.fault("not_kept", name=column) for column in sorted(found - kept)]
