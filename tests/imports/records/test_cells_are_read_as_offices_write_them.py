"""A cell is read as Vietnamese offices write numbers, days, yes and no; what is not clear is asked, never guessed."""

import pytest

from server.imports.records.cells import answer
from server.imports.records.faults import BadCell
from sync.registers import Field
from sync.registers.field import Choice

LABEL = {"vi": "Mục", "en": "Item"}
CHOICES = (Choice(value="a", label={"vi": "Đạt giải nhất", "en": "First"}), Choice(value="b", label=LABEL))


def field(kind, **more):
    return Field(name="f", type=kind, label=LABEL, **more)


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [
        ("integer", 12.0, 12),
        ("integer", "1.234", 1234),
        ("integer", "1.234.567", 1234567),
        ("integer", "12 em", 12),
        ("integer", " 1 234 ", 1234),
        ("integer", "-", None),
        ("integer", None, None),
        ("decimal", "12,5", 12.5),
        ("decimal", "1.234,5", 1234.5),
        ("decimal", "1,234.5", 1234.5),
        ("decimal", "12.5", 12.5),
        ("decimal", "71,09 %", 71.09),
        ("decimal", 0.1 + 0.2, 0.3),
        ("date", ["2024-09-05"], "2024-09-05"),
        ("date", "5/9/2024", "2024-09-05"),
        ("date", "05-09-24", "2024-09-05"),
        ("date", "Ngày 5 tháng 9 năm 2024", "2024-09-05"),
        ("date", "2024-09-05", "2024-09-05"),
        ("date", ["2024-09-05T14:30"], "2024-09-05"),
        ("time", "14:30", "14:30"),
        ("time", "7:05", "07:05"),
        ("time", "14h30", "14:30"),
        ("time", "14 giờ 30", "14:30"),
        ("time", "14 giờ 30 phút", "14:30"),
        ("time", "Lúc 7g15", "07:15"),
        ("time", "14H", "14:00"),
        ("time", "2:30 CH", "14:30"),
        ("time", "12:05 SA", "00:05"),
        ("time", "2 giờ chiều", "14:00"),
        ("time", "7 giờ 5 phút", "07:05"),
        ("time", "7h5", "07:05"),
        ("time", "7 giờ 5 tối", "19:05"),
        ("time", "19h tối", "19:00"),
        ("time", "0h30 sáng", "00:30"),
        ("time", "12:30 CH", "12:30"),
        ("time", "12 giờ trưa", "12:00"),
        ("time", "1 giờ trưa", "13:00"),
        ("time", "11h30 trưa", "11:30"),
        ("time", "14:30:00.000+07:00", "14:30"),
        ("time", "07:30:00.000Z", "14:30"),
        ("time", "-", None),
        ("datetime", ["2024-09-05T14:30"], "2024-09-05T14:30"),
        ("datetime", "05/09/2024 14:30", "2024-09-05T14:30"),
        ("datetime", "5/9/24, 14h30", "2024-09-05T14:30"),
        ("datetime", "14 giờ 30, ngày 5 tháng 9 năm 2024", "2024-09-05T14:30"),
        ("datetime", "5/9/2024 lúc 7 giờ", "2024-09-05T07:00"),
        ("datetime", "14 giờ 30 phút ngày 5/9/2024", "2024-09-05T14:30"),
        ("datetime", "ngày 5/9/2024, lúc 14 giờ 30 phút", "2024-09-05T14:30"),
        ("datetime", "5/9/2024 - 14 giờ 5 phút", "2024-09-05T14:05"),
        ("datetime", "2024-9-5T14:30", "2024-09-05T14:30"),
        ("datetime", ["2024-09-05T00:00"], "2024-09-05T00:00"),
        ("datetime", "2024-09-05 14:30", "2024-09-05T14:30"),
        ("datetime", "2024-09-05T07:30:00.000Z", "2024-09-05T14:30"),
        ("datetime", "2024-9-5 2:30 PM", "2024-09-05T14:30"),
        ("barcode", 8934563138165.0, "8934563138165"),
        ("barcode", "-", "-"),
        ("text", ["2024-09-05T14:30"], "05/09/2024 14:30"),
        ("yesno", "Có", True),
        ("yesno", "x", True),
        ("yesno", "KHÔNG", False),
        ("yesno", 0.0, False),
        ("yesno", "", None),
        ("place", "21.39, 103.02", [21.39, 103.02]),
        ("text", 317.0, "317"),
        ("text", ["2024-09-05"], "05/09/2024"),
        ("text", "hai\ndòng", "hai dòng"),
        ("longtext", "hai\r\ndòng ", "hai\ndòng"),
    ],
)
def test_a_cell_is_an_answer(kind, cell, expected):
    unit = {"vi": "em", "en": "pupils"} if kind == "integer" else None
    assert answer(field(kind, unit=unit), cell, {}) == expected


@pytest.mark.parametrize(
    ("kind", "cell", "code"),
    [
        ("integer", "1,234", "unclear_number"),
        ("integer", 12.5, "whole"),
        ("integer", "khoảng 12", "number"),
        ("integer", True, "number"),
        ("integer", ["2024-09-05"], "number"),
        ("integer", "#REF!", "formula_error"),
        ("date", "31/02/2024", "date"),
        ("date", "9/2024", "date"),
        ("date", 45540.0, "date"),
        ("time", "24:00", "time"),
        ("time", "14:60", "time"),
        ("time", "14.30", "time"),
        ("time", "sáng", "time"),
        *(("time", text, "time") for text in ("12 giờ tối", "12:30 tối", "0h tối", "3 giờ tối", "0h chiều", "0:30 CH")),
        *(("time", text, "time") for text in ("15h sáng", "13:00 SA", "9 giờ trưa", "12 giờ đêm", "25h CH", "7h60")),
        ("time", "14:", "time"),
        ("time", 0.604, "time"),
        ("time", ["2024-09-05T14:30"], "time"),
        ("time", "2024-09-05T14:30", "time"),
        ("datetime", "05/09/2024", "datetime"),
        ("datetime", ["2024-09-05"], "datetime"),
        ("datetime", "14:30", "datetime"),
        ("datetime", "31/02/2024 14:30", "date"),
        ("datetime", "05/09/2024 24:00", "datetime"),
        ("datetime", "05/09/2024 14:30 " + "x" * 99, "datetime"),
        ("datetime", "05/09/2024 14:30" + "," * 60 + " hoãn", "datetime"),
        ("datetime", "t 05/09/2024 14:30", "datetime"),
        ("datetime", "0h chiều ngày 5/9/2024", "datetime"),
        ("yesno", "có lẽ", "yesno"),
        ("place", "ở bản", "place"),
        ("text", "a\x01b", "control"),
        ("rows", "không phải", "rows"),
        ("choice", "giải ba", "choice"),
    ],
)
def test_what_is_no_answer_says_what_to_do(kind, cell, code):
    with pytest.raises(BadCell) as raised:
        answer(field(kind, choices=CHOICES if kind == "choice" else ()), cell, {})
    assert raised.value.code == code


@pytest.mark.parametrize("cell", ["a", "Đạt giải nhất", "dat giai nhat", "ĐẠT GIẢI NHẤT.", "first"])
def test_a_choice_is_known_by_its_label_in_any_spelling(cell):
    assert answer(field("choice", choices=CHOICES), cell, {}) == "a"


def test_several_choices_stand_in_one_cell():
    several = field("choices", choices=CHOICES)
    assert answer(several, "Đạt giải nhất; Mục", {}) == ["a", "b"]
    assert answer(several, "a b", {}) == ["a", "b"]


def test_what_the_person_says_that_a_text_means_stands_first():
    assert answer(field("choice", choices=CHOICES), "  Giải  NHẤT ", {"giai nhat": "a"}) == "a"
    assert answer(field("integer"), "không rõ", {"khong ro": None}) is None
