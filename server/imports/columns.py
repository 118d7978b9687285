"""The two tables of an import workbook, units and people: their columns, headings and choices."""

from collections.abc import Collection
from typing import NamedTuple

from server.models.org import LEVELS as UNIT_LEVELS
from sync.folding import fold


class Column(NamedTuple):
    """A column of the workbook, with its headings ``vi`` and ``en``.

    ``kind``: ``text``, ``date`` or ``choice``. ``longest``: characters. ``spellings``: value of a choice → what people
    write for it; the first is the one that is shown. ``also``: other headings that people write.
    """

    name: str
    vi: str
    en: str
    required: bool = False
    kind: str = "text"
    longest: int = 200
    spellings: dict[str, tuple[str, ...]] = {}
    also: tuple[str, ...] = ()

    @property
    def head(self) -> str:
        """The column's heading in the template, in both languages."""
        return f"{self.vi} / {self.en}"


class Table(NamedTuple):
    """A table of the workbook: units or people. ``vi`` and ``en`` are its names."""

    key: str
    vi: str
    en: str
    columns: tuple[Column, ...]

    @property
    def head(self) -> str:
        """The table's heading in the template's help sheet, in both languages."""
        return f"{self.vi} - {self.en}"

    def column(self, name: str) -> Column:
        """The column of that name, which must exist."""
        return next(column for column in self.columns if column.name == name)


KINDS = {
    "commune": ("xã", "phường", "commune"),
    "school": ("trường", "trung tâm", "school"),
    "site": ("điểm trường", "site"),
}
LEVELS: dict[str, tuple[str, ...]] = {level: (level,) for level in UNIT_LEVELS} | {
    "main": ("điểm chính", "chính", "main"),
    "satellite": ("điểm lẻ", "lẻ", "satellite"),
}
ROLES = {
    "teacher": ("giáo viên", "teacher", "gv"),
    "leader": ("hiệu trưởng", "lãnh đạo", "phó hiệu trưởng", "bgh", "leader"),
    "commune": ("cán bộ xã", "commune officer", "commune"),
    "department": ("chuyên viên sở", "department officer", "department"),
    "admin": ("quản trị", "administrator", "admin"),
}
SECTOR = ("Mã trường CSDL ngành", "Mã trường trên CSDL ngành", "Mã cơ sở dữ liệu ngành")
UNITS = Table(
    "units",
    "Đơn vị",
    "Units",
    (
        Column("code", "Mã đơn vị", "Unit code", longest=60),
        Column("name", "Tên đơn vị", "Unit name", also=("Tên trường", "School name")),
        Column("kind", "Loại", "Kind", kind="choice", spellings=KINDS),
        Column("level", "Cấp học", "Level", kind="choice", spellings=LEVELS),
        Column("parent", "Mã đơn vị cấp trên", "Parent code", longest=60),
        Column("reports_to", "Báo cáo về (mã)", "Reports to (code)", longest=60),
        Column("aliases", "Tên cũ", "Former names", longest=500),
        Column("begins", "Hoạt động từ ngày", "Exists from", kind="date"),
        Column("commune", "Thuộc xã, phường", "Commune", also=("Xã", "Phường", "Xã, phường")),
        Column("sector_code", "Mã CSDL ngành", "Sector database code", longest=60, also=SECTOR),
    ),
)
PEOPLE = Table(
    "people",
    "Người",
    "People",
    (
        Column("username", "Tên đăng nhập", "Username", longest=60),
        Column("name", "Họ và tên", "Full name", True),
        Column("role", "Vai trò", "Role", True, kind="choice", spellings=ROLES),
        Column("unit", "Mã đơn vị", "Unit code", True, longest=60),
        Column("since", "Từ ngày", "From", kind="date"),
        Column("until", "Đến ngày", "Until", kind="date"),
    ),
)
TABLES = (UNITS, PEOPLE)


def lacking(table: Table, names: Collection[str]) -> list[Column]:
    """The columns that are needed and not among ``names``: those of a heading line, or those that a row fills.

    A unit is meant by its code, or by its name and its commune.
    """
    needed = [column for column in table.columns if column.required and column.name not in names]
    by_name = {"name", "commune"} <= set(names)
    return [table.column("code"), *needed] if table is UNITS and "code" not in names and not by_name else needed


def plain(text: str) -> str:
    """A text in the form in which headings and choices are compared: without capitals, diacritics or double spaces."""
    return " ".join(fold(text).split())


def heading(table: Table, text: str) -> Column | None:
    """The column of the table that a heading names, in one language or both; None if there is none."""
    names = {plain(part) for part in (text, *text.split("/"))}
    for column in table.columns:
        if names & {plain(known) for known in (column.vi, column.en, column.head, *column.also)}:
            return column
    return None


def choice(column: Column, text: str) -> str | None:
    """The value of a choice that ``text`` stands for, in any of its spellings.

    None if the column has no such choice.
    """
    spellings = column.spellings.items()
    return next((value for value, written in spellings if plain(text) in map(plain, (value, *written))), None)
