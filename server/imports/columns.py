"""The two tables of a workbook: what their columns are called in both languages, and what stands in them."""

from typing import NamedTuple

from server.models.org import LEVELS as UNIT_LEVELS
from sync.folding import fold


class Column(NamedTuple):
    """``kind``: text, date, or choice (of ``words``: value → what people write for it, the first of them shown)."""

    name: str
    vi: str
    en: str
    required: bool = False
    kind: str = "text"
    longest: int = 200
    words: dict[str, tuple[str, ...]] = {}

    @property
    def head(self) -> str:
        return f"{self.vi} / {self.en}"


class Table(NamedTuple):
    key: str
    vi: str
    en: str
    columns: tuple[Column, ...]

    @property
    def head(self) -> str:
        return f"{self.vi} - {self.en}"

    def column(self, name: str) -> Column:
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
UNITS = Table(
    "units",
    "Đơn vị",
    "Units",
    (
        Column("code", "Mã đơn vị", "Unit code", True, longest=60),
        Column("name", "Tên đơn vị", "Unit name", True),
        Column("kind", "Loại", "Kind", kind="choice", words=KINDS),
        Column("level", "Cấp học", "Level", kind="choice", words=LEVELS),
        Column("parent", "Mã đơn vị cấp trên", "Parent code", longest=60),
        Column("reports_to", "Báo cáo về (mã)", "Reports to (code)", longest=60),
        Column("aliases", "Tên cũ", "Former names", longest=500),
    ),
)
PEOPLE = Table(
    "people",
    "Người",
    "People",
    (
        Column("username", "Tên đăng nhập", "Username", longest=60),
        Column("name", "Họ và tên", "Full name", True),
        Column("role", "Vai trò", "Role", True, kind="choice", words=ROLES),
        Column("unit", "Mã đơn vị", "Unit code", True, longest=60),
        Column("since", "Từ ngày", "From", kind="date"),
        Column("until", "Đến ngày", "Until", kind="date"),
    ),
)
TABLES = (UNITS, PEOPLE)


def plain(text: str) -> str:
    """How headings and choices are compared: without capitals, diacritics and doubled spaces."""
    return " ".join(fold(text).split())


def heading(table: Table, text: str) -> Column | None:
    """The column that a heading names, in either language or in both."""
    names = {plain(part) for part in (text, *text.split("/"))}
    for column in table.columns:
        if names & {plain(column.vi), plain(column.en), plain(column.head)}:
            return column
    return None


def choice(column: Column, text: str) -> str | None:
    return next((value for value, said in column.words.items() if plain(text) in map(plain, (value, *said))), None)
