"""The lists of choices in XLSForm's sheet ``choices``."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from server.platform.workbook_faults import Fault
from server.registers.definition_text import Definition
from server.registers.xlsform import names
from server.registers.xlsform.changes import shortlist
from server.registers.xlsform.labels import labelled
from server.registers.xlsform.language import CHOICES, OF_CHOICE, OWN, YESNO
from server.registers.xlsform.messages import fault
from server.registers.xlsform.table import Row, Table
from sync.registers import fits


class Listed(NamedTuple):
    """A choice of a list, and the sheet and row that it is in; ``cells``: heading of a column of the form's own → what
    stands there; ``again``: one above it in its list has the same name; ``renamed``: the remark that
    its value here is another."""

    sheet: str
    row: int
    choice: Definition
    cells: dict[str, str]
    again: bool = False
    renamed: tuple[Fault, ...] = ()


class Lists:
    """The lists of choices of a workbook.

    ``by_name``: list name → its choices with their rows. ``faults`` and ``remarks``: of the whole sheet. ``headings``:
    column → its heading as it is written. ``twice``: a name may stand in a list twice; the setting
    ``allow_choice_duplicates``. ``referenced``: names of questions
    for whose answers others ask. ``own_names``: a filter may ask the column ``name``, which is the form's.
    """

    def __init__(self, table: Table, twice: bool = False, own_names: bool = True):
        self.faults: list[Fault] = [*table.faults]
        self.remarks: list[Fault] = [*table.about_languages("label")]
        self.further = table.further
        self.headings = {one.name: heading for one, heading in table.columns.items() if one.language is None}
        self.referenced: set[str] = set()
        self._taken: dict[tuple[str, str], str] = {}
        self._twice, self._of_others = twice, table.of_others
        self._unfiltered = ("list_name",) if own_names else ("list_name", "name")
        self.by_name: dict[str, list[Listed]] = defaultdict(list)
        for row in table.rows:
            name = row.get("list_name")
            if not name:
                self.remarks.append(row.fault("no_list_of"))
            elif name != YESNO:
                self._take(row, name)

    def unused(self, used: Collection[str]) -> list[Fault]:
        """A remark for each list that no question names. ``used``: names of lists."""
        lists = self.by_name.items()
        return [fault("unused_list", CHOICES, one[0].row, name=name) for name, one in lists if name not in used]

    def renamed(self, used: Mapping[str, str]) -> list[Fault]:
        """A remark where lists of a form of others are called otherwise in its download. ``used``: as of ``Survey``."""
        lost = [(one[0].row, name) for name, one in self.by_name.items() if (used.get(name) or name) != name]
        named = shortlist([f"{name} → {used[name]}" for _, name in lost])
        return [fault("list_names", CHOICES, lost[0][0], names=named)] if lost and self._of_others else []

    def kept_headings(self, kept: Collection[tuple[str, str]]) -> set[str]:
        """The headings of the columns of which a list of the sheet keeps something. ``kept``: as of ``Deferred``."""
        return {self.headings[heading] for name, heading in kept if name in self.by_name}

    def left_out_of_lists(self, kept: Collection[tuple[str, str]], used: Collection[str]) -> list[Fault]:
        """A remark for each list that has cells in a column which only other lists keep. ``kept``: as of ``Deferred``;
        ``used``: as of ``unused``."""
        headings = sorted({heading for name, heading in kept if name in self.by_name} - {"name"})
        return [
            fault("column_of_list", CHOICES, row, name=self.headings[heading], list=name)
            for name, listed in self.by_name.items()
            for heading in headings
            if name in used
            and (name, heading) not in kept
            and (row := next((one.row for one in listed if heading in one.cells), None))
        ]

    def value(self, name: str, written: str) -> str | None:
        """The value here of the choice that is called ``written`` in a list; None if the list has none of that name."""
        return self._taken.get((name, written))

    def _take(self, row: Row, name: str) -> None:
        written = row.get("name")
        if not written:
            self.faults.append(row.fault("choice_name"))
            return
        again = (name, written) in self._taken
        if again and not self._twice:
            self.faults.append(row.fault("choice_twice", name=written, list=name))
            return
        value = names.value(row.get(f"{OWN}name") or written, {one.choice["value"] for one in self.by_name[name]})
        self._taken.setdefault((name, written), value)
        choice: Definition = {"value": value, "label": labelled(row, self.remarks, otherwise=written)}
        renamed = []
        if value != written and not fits.original(written):
            self.remarks.append(row.fault("shortened", name=written, to=value))
        elif value != written:
            choice["exported_as"] = written
            renamed = [] if row.get(f"{OWN}name") else [row.fault("renamed", name=written, to=value)]
        self.remarks += [] if again else renamed
        choice |= row.members(OF_CHOICE, OWN)
        cells = {column.name: text for column, text in row.cells.items() if column.language is None}
        cells = {heading: text for heading, text in cells.items() if heading not in self._unfiltered}
        self.by_name[name].append(Listed(row.table.name, row.number, choice, cells, again, tuple(renamed)))


def distinguished(listed: list[Listed], name: str, referenced: bool) -> tuple[list[Listed], list[Fault]]:
    """The choices of a question, of which some have the same name, and what there is to say of these.

    ``name``: of the list; ``referenced``: something else in the form asks for the answer, by a name that then says too
    little: the first choice of each name is taken. Else each has a value of its own here.
    """
    if not referenced:
        return listed, [remark for one in listed if one.again for remark in one.renamed]
    left_out = [(one, one.choice.get("exported_as", one.choice["value"])) for one in listed if one.again]
    remarks = [fault("choice_twice", one.sheet, one.row, name=written, list=name) for one, written in left_out]
    return [one for one in listed if not one.again], remarks
