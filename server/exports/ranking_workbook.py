"""The ranking of a cluster's schools, as it stands on the screen, as a workbook."""

from server.exports.sheet_writer import CellValue
from server.exports.table_workbook import Table, column
from server.figures.ranking import RankedSchool, Ranking
from server.platform.texts import period_text
from sync.registers import Register

COLUMNS = (
    column("rank", 8, "whole"),
    column("school", 40),
    column("self", 12, "part"),
    column("by_cluster", 20),
    column("by_department", 12, "part"),
    column("points", 12, "part"),
    column("rating", 20),
)


def ranking_table(found: Ranking, register: Register, language: str) -> Table:
    """The ``found`` ranking; ``register``: the one in which schools score themselves."""
    about = [found["cluster"]["name"], period_text(found["period"], language)]
    return Table("ranking_list", about, COLUMNS, [_row(one, register, language) for one in found["rows"]])


def _row(school: RankedSchool, register: Register, language: str) -> list[CellValue]:
    own, department = school["self"], school["department"]
    return [
        school["rank"],
        school["name"],
        own["points"] if own else None,
        "; ".join(f"{one['by']}: {one['points']:g}" for one in school["cluster"]),
        department["points"] if department else None,
        school["points"],
        _rating(register, school["rating"], language),
    ]


def _rating(register: Register, value: str | None, language: str) -> str | None:
    """The label of a rating by the register; the value itself where none is found."""
    for field in register.computed:
        if field.computed and field.computed.how == "rating":
            for choice in field.choices:
                if choice.value == value:
                    return choice.label[language]
    return value
