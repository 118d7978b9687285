"""Marks of bold, colour and links in the texts of a form, which ODK's apps draw, are not shown as they are typed."""

import pytest

from server.registers.xlsform.markup import plain
from server.registers.xlsform.reading import read
from tests.registers.test_registers_published_without_a_programmer import workbook_of

GIVEN = {"period": "once", "by": ["teacher"], "review": ["department"]}
SETTINGS = [("form_id", "form_title"), ("thu", "Thử")]
SURVEY = ("type", "name", "label", "hint", "constraint_message", "constraint")


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ('# <span style="color:red">Hộ gia đình</span>', "Hộ gia đình"),
        ('<br/> <span style="color:#57b055">${who}</span> <br/> \n\nXin chào', "${who}\n\nXin chào"),
        ("Nguồn nước **chính** là gì", "Nguồn nước chính là gì"),
        ("Một<br>Hai<BR />Ba", "Một\nHai\nBa"),
        ("<p>Một</p><p>Hai</p>", "Một\n\nHai"),
        ("<ul><li>một</li><li>hai</li></ul>", "- một\n- hai"),
        ("[Hướng dẫn](https://vidu.vn/a) ở đây", "Hướng dẫn (https://vidu.vn/a) ở đây"),
        ('<a href="https://vidu.vn">https://vidu.vn</a>', "https://vidu.vn"),
        ("R&amp;D &lt; 5", "R&D < 5"),
        ('<a class="x" href = "https://vidu.vn/a"><b>Đọc</b></a>, <a href="/b">rồi', "Đọc (https://vidu.vn/a), rồi"),
        ("B\\*x\\*, **C\\_1** và \\\\n", "B*x*, C_1 và \\n"),
        ("\\#1 thứ nhất", "#1 thứ nhất"),
        ("Một <br> \n<br>\t<p>Hai", "Một\n\nHai"),
        ("__Một__ hai __ba__ và __bốn_năm__", "Một hai ba và bốn_năm"),
    ],
)
def test_what_is_said_stays(marked, text):
    assert plain(marked) == text
    assert plain(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "C:\\tap",
        "a < b và c > d",
        "<5 tuổi",
        "2 ** 3 ** 4",
        "Tên ______ lớp ____",
        "#1 thứ nhất",
        " giữ  nguyên \n\n\n\n ",
    ],
)
def test_what_is_no_mark_stays(text):
    assert plain(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "x" + "\n" * 200_000 + "x",
        "x" + " " * 200_000 + "x",
        "<a " + " " * 200_000,
        "<p " + " " * 200_000,
        "<li" + " " * 200_000,
        "__x " * 50_000,
        "**x " * 50_000,
        "<a href='x'>" * 20_000,
        "<a " + 'href="" ' * 25_000,
        "<a " + "href" * 25_000,
        "[x](" * 50_000,
        "[" * 200_000,
        "<" * 200_000,
        "# " * 100_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_a_long_text_of_beginnings_is_read_in_one_go(text):
    """Whatever tries each beginning to the end of the text would take minutes."""
    assert len(plain(text)) <= len(text)


def test_each_row_with_marks_is_remarked():
    survey = [
        SURVEY,
        ("integer", "n", "Số **em**", "<i>Cả lớp</i>", "<b>Sai</b>", ". != 3"),
        ("select_one yn", "q", "Có?"),
        ("note", "x", "<br>"),
    ]
    choices = [("list_name", "name", "label"), ("yn", "yes", "<b>Có</b>"), ("yn", "no", "Không")]
    made = read(workbook_of(survey, choices, SETTINGS), GIVEN)
    number, choice, note = made.raw["fields"]
    assert [number[one]["vi"] for one in ("label", "help", "constraint_message")] == ["Số em", "Cả lớp", "Sai"]
    assert choice["choices"][0]["label"]["vi"] == "Có"
    assert note["label"]["vi"] == "x"
    said = [one for one in made.remarks if one.en.startswith("How texts of this row look")]
    assert {(one.sheet, one.row) for one in said} == {("choices", 2), ("survey", 2)}


def test_a_workbook_of_ours_keeps_its_texts_to_the_letter():
    settings = [("form_id", "form_title", "lt_period"), ("thu", "Thử", "once")]
    made = read(workbook_of([SURVEY, ("text", "a", "**A**")], [], settings))
    assert made.raw["fields"][0]["label"]["vi"] == "**A**"
