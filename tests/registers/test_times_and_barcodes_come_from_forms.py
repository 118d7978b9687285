"""An XLSForm's times, moments and barcodes are asked as what they are, and go out again as they came."""

from datetime import datetime, time
from io import BytesIO

import openpyxl
import pytest

from server.registers.xlsform.reading import read
from server.registers.xlsform.writing import write
from sync.registers import parse
from tests.registers.test_xlsforms_as_the_world_writes_them import drafted, remarks

T, U, M = ({"field": name} for name in "tum")
HEADS = ("type", "name", "label", "default", "constraint", "relevant")
FORM = [
    HEADS,
    ("time", "vao", "Giờ vào", "07:15:00.000+07:00"),
    ("time", "ra", "Giờ ra", "", ". > ${vao}"),
    ("dateTime", "hop", "Họp lúc", "2026-11-30T07:30:00.000Z", ". >= '2026-11-01T00:00'"),
    ("barcode", "ma", "Mã", "89345", "string-length(.) <= 13 and regex(., '[0-9]+')"),
    ("text", "muon", "Vì sao muộn", "", "", "${vao} >= '07:30:00.000+07:00'"),
    ("text", "xong", "Đã xong", "", "", "${hop} < '2026-11-30T14:30:00.000+07:00' or ${ma} = '08:00'"),
    ("begin_repeat", "khach", "Khách"),
    ("time", "den", "Đến lúc", "", ". != '12:00'"),
    ("date time", "di", "Đi lúc"),
    ("barcode", "the", "Thẻ"),
    ("end_repeat",),
]


def test_times_moments_and_barcodes_are_kept_with_what_a_form_says_of_them():
    made = drafted(FORM)
    assert remarks(made) == []
    fields = made.register.fields
    assert [fields[name].type for name in ("vao", "ra", "hop", "ma")] == ["time", "time", "datetime", "barcode"]
    assert [one.type for one in fields["khach"].fields.values()] == ["time", "datetime", "barcode"]
    assert [fields[name].default for name in ("vao", "hop", "ma")] == ["07:15", "2026-11-30T14:30", "89345"]
    assert fields["ra"].check == [">", {"field": "ra"}, {"field": "vao"}]
    assert fields["hop"].check == [">=", {"field": "hop"}, "2026-11-01T00:00"]
    assert (fields["ma"].length, fields["ma"].check) == ((0, 13), ["regex", {"field": "ma"}, "[0-9]+"])
    assert fields["muon"].when == [">=", {"field": "vao"}, "07:30"]
    assert fields["xong"].when == ["or", ["<", {"field": "hop"}, "2026-11-30T14:30"], ["=", {"field": "ma"}, "08:00"]]
    assert fields["khach"].fields["den"].check == ["!=", {"field": "khach.den"}, "12:00"]
    assert {"time", "datetime", "barcode"} < {*made.register.needs}


def test_such_a_form_goes_round():
    register = drafted(FORM).register
    book = write(register)
    made = read(book)
    assert (made.faults, made.remarks) == ([], [])
    assert parse(made.raw) == register
    survey = [*openpyxl.load_workbook(BytesIO(book))["survey"].values]
    heads = survey[0]
    rows = {row[heads.index("name")]: dict(zip(heads, row, strict=False)) for row in survey[1:]}
    assert [rows[name]["type"] for name in ("vao", "hop", "ma")] == ["time", "dateTime", "barcode"]
    assert rows["vao"]["default"] == "07:15:00"
    assert rows["hop"]["default"] == "2026-11-30T14:30:00"


COMPARED = [
    ("decimal-time(${t}) < decimal-time(${u})", ["<", T, U]),
    ("decimal-time('2000-01-01T08:00:00') <= decimal-time(${t})", ["<=", "08:00", T]),
    ("decimal-date-time(${m}) > decimal-date-time('2026-11-30T14:30:00.000+07:00')", [">", M, "2026-11-30T14:30"]),
    ("${m} > date-time('2026-11-30T14:30:00.000+07:00')", [">", M, "2026-11-30T14:30"]),
    (
        "not(decimal-time(if(${t} = '', ${u}, ${t})) = decimal-time(${u}))",
        ["not", ["=", ["if", ["=", T, ""], U, T], U]],
    ),
]


@pytest.mark.parametrize(("written", "meant"), COMPARED)
def test_times_are_compared_as_forms_of_odk_must(written, meant):
    rows = [("time", "t", "T"), ("time", "u", "U"), ("dateTime", "m", "M"), ("text", "x", "X", written)]
    made = drafted([("type", "name", "label", "relevant"), *rows])
    assert remarks(made) == []
    assert made.register.fields["x"].when == meant
    assert parse(read(write(made.register)).raw) == made.register


def test_a_comparison_goes_out_as_odks_app_understands_it():
    rows = {row[1]: row for row in openpyxl.load_workbook(BytesIO(write(drafted(FORM).register)))["survey"].values}
    told = " ".join(str(cell) for row in rows.values() for cell in row)
    assert "decimal-time(.) > decimal-time(${vao})" in told
    assert "decimal-time(${vao}) >= decimal-time('2000-01-01T07:30:00')" in told
    assert "decimal-date-time(.) >= decimal-date-time('2026-11-01T00:00:00')" in told


def test_a_calculation_may_be_a_time():
    rows = [("time", "t", "T", ""), ("dateTime", "m", "M", ""), ("calculate", "x", "X", "if(${t} = '', ${t}, ${t})")]
    rows += [("calculate", "y", "Y", "${m}"), ("calculate", "z", "Z", "decimal-time(${t})")]
    made = drafted([("type", "name", "label", "calculation"), *rows])
    assert {name: one.type for name, one in made.register.fields.items()} == {
        "t": "time",
        "m": "datetime",
        "x": "time",
        "y": "datetime",
    }
    assert [row for _, row, _ in remarks(made)] == [6]


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("time", "now()"),
        ("time", "25:00"),
        ("dateTime", "now()"),
        ("dateTime", "2026-02-30T10:00"),
        ("time", "today()"),
    ],
)
def test_a_default_that_is_no_time_is_remarked(kind, cell):
    made = drafted([("type", "name", "label", "default"), (kind, "a", "A", cell)])
    assert made.register.fields["a"].default is None
    assert [row for _, row, _ in remarks(made)] == [2]


def test_a_default_may_be_a_cell_that_excel_holds_as_a_time():
    rows = [("time", "a", "A", time(7, 15)), ("dateTime", "b", "B", datetime(2026, 11, 30, 14, 30))]
    made = drafted([("type", "name", "label", "default"), *rows, ("date", "c", "C", datetime(2026, 11, 30))])
    assert [made.register.fields[name].default for name in "abc"] == ["07:15", "2026-11-30T14:30", "2026-11-30"]


def test_a_default_at_midnight_is_one_as_a_cell_and_as_a_text():
    rows = [("datetime", "a", "A", datetime(2026, 11, 30)), ("datetime", "b", "B", "2026-11-30")]
    made = drafted([("type", "name", "label", "default"), *rows])
    assert [made.register.fields[name].default for name in "ab"] == ["2026-11-30T00:00"] * 2
    assert remarks(made) == []


@pytest.mark.parametrize(
    "relevant",
    [
        "${t} < ${m}",
        "${t} > 8",
        "${t} < 'sáng'",
        "${m} = today()",
        "${t} < '08:00:30'",
        "${m} - ${m} > 1",
        "${m} > ${d}",
    ],
)
def test_a_comparison_of_a_time_with_what_is_none_is_remarked(relevant):
    rows = [("time", "t", "T"), ("dateTime", "m", "M"), ("date", "d", "D"), ("text", "x", "X", relevant)]
    made = drafted([("type", "name", "label", "relevant"), *rows])
    assert made.register.fields["x"].condition is None
    assert [row for _, row, _ in remarks(made)] == [5]
