"""To ODK's app a text is neither before nor after a day: a day that a form compares with goes out as one."""

from io import BytesIO

import openpyxl
import pytest

from server.registers.xlsform.reading import read
from server.registers.xlsform.writing import write
from sync.registers import parse
from tests.registers.test_xlsforms_as_the_world_writes_them import drafted, remarks

HEADS = ("type", "name", "label", "constraint", "relevant")
WRITTEN = [
    ("relevant", "${d} < '2026-01-01'", "${d} < date('2026-01-01')"),
    ("relevant", "${d} >= '2026-01-01' and ${n} > 3", "${d} >= date('2026-01-01') and ${n} > 3"),
    ("relevant", "if(${n} > 3, ${d}, ${e}) < date('2026-01-01')", "if((${n} > 3), ${d}, ${e}) < date('2026-01-01')"),
    ("relevant", "${t} = '2026-01-01'", "${t} = '2026-01-01'"),
    ("constraint", ". > '2026-01-01'", ". > date('2026-01-01')"),
]


@pytest.mark.parametrize(("column", "came", "leaves"), WRITTEN)
def test_a_day_that_is_compared_leaves_as_a_day(column, came, leaves):
    rows = [("date", "d", "D"), ("date", "e", "E"), ("integer", "n", "N"), ("text", "t", "T")]
    rows.append(("date", "x", "X", came) if column == "constraint" else ("text", "x", "X", "", came))
    made = drafted([HEADS, *rows])
    assert remarks(made) == []
    book = write(made.register)
    survey = [*openpyxl.load_workbook(BytesIO(book))["survey"].values]
    found = next(dict(zip(survey[0], row, strict=False)) for row in survey if row[survey[0].index("name")] == "x")
    assert found[column] == leaves
    assert parse(read(book).raw) == made.register
