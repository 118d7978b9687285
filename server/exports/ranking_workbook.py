"""The ranking of a cluster's schools, as it stands on the screen, as a workbook."""

from server.exports.notation import Notation
from server.exports.sheet_writer import CellValue
from server.exports.table_workbook import Table, column
from server.figures.ranking import RankedSchool, Ranking
from server.platform.texts import period_text
from sync.registers import Register

COLUMNS = (
    column("rank", 8, "whole"),
    column("school", 38),
    column("self", 12, "part"),
    column("by_cluster", 42),
    column("by_department", 12, "part"),
    column("points", 12, "part"),
    column("rating", 30),
)


def ranking_table(found: Ranking, register: Register, notation: Notation, language: str) -> Table:
    """The ``found`` ranking; ``register``: the one in which schools score themselves."""
    about = [found["cluster"]["name"], period_text(found["period"], language)]
    rows = [_row(one, register, notation, language) for one in found["rows"]]
    return Table("ranking_list", about, COLUMNS, rows, signed=True)


def _row(school: RankedSchool, register: Register, notation: Notation, language: str) -> list[CellValue]:
    own, department = school["self"], school["department"]
    return [
        school["rank"],
        notation.unit(school["name"]),
        own["points"] if own else None,
        "; ".join(f"{notation.unit(one['by'])}: {notation.number(one['points'])}" for one in school["cluster"]),
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
