"""The sections of a report: who reported and who did not, in words; and only columns that say something."""

import copy
import io

import docx
import pytest

from server.exports.notation import Notation
from server.exports.word.default_template.document import default_template
from server.exports.word.report import render
from server.exports.word.template_sample import SAMPLE
from server.exports.word.variables import variables
from tests.exports.test_word_report import text_of

pytestmark = pytest.mark.slow


def figures_of(key, **more):
    shown = {"complete": {"units": 485, "reported": 0}, "nothing": 0, "due": "2025-09-15", "missing": [], "places": []}
    rows = {"unit": [{"key": "a", "label": "Xã Sín Thầu", "value": 0}]}
    measure = {"key": "m", "label": {"vi": "Số sáng kiến"}, "kind": "count", "total": {"value": 0}, "rows": rows}
    return shown | {"key": key, "title": {"vi": f"Biểu {key}"}, "measures": [measure]} | more


def sections(*registers):
    return variables(SAMPLE | {"registers": list(registers)}, Notation())


def test_that_nobody_has_reported_is_said_in_words_with_what_is_due():
    shown = sections(figures_of("a"), figures_of("b", complete={"units": 2, "reported": 1}, missing=["TH Tủa Thàng"]))
    nobody, some = shown["sections"]
    assert nobody["said"] == "Chưa có đơn vị nào báo cáo (0/485). Hạn nộp: 15/09/2025."
    assert (nobody["measures"], nobody["missing"]) == ([], "")
    assert some["said"] == "Đã báo cáo 1/2 đơn vị. Hạn nộp: 15/09/2025."
    assert (some["missing"], len(some["measures"])) == ("TH Tủa Thàng", 1)
    assert [(one["number"], one["title"]) for one in shown["appendices"]] == [(1, "Biểu b")]


def rendered(*registers, frozen=None):
    made = render(default_template(), SAMPLE | {"registers": list(registers)}, Notation(), frozen)
    return docx.Document(io.BytesIO(made))


def test_registers_that_nobody_reported_stand_in_one_sentence():
    some = figures_of("b", complete={"units": 2, "reported": 1}, missing=["TH Tủa Thàng"])
    text = text_of(rendered(figures_of("a"), some, figures_of("c", due=None)))
    assert "Chưa có đơn vị nào báo cáo: Biểu a (hạn 15/09/2025); Biểu c." in text
    assert "1. Biểu b" in text
    assert "2." not in text
    assert "nào báo cáo" not in text_of(rendered(some))


def test_figures_of_a_register_that_nobody_has_to_report_now_are_shown():
    kept = figures_of("a")
    kept["measures"][0] = kept["measures"][0] | {"total": {"value": 7}}
    text = text_of(rendered(kept))
    assert "1. Biểu a" in text
    assert "\n7\n" in text
    assert "nào báo cáo: " not in text


def test_a_column_in_which_nothing_stands_is_left_out():
    reported = {"complete": {"units": 2, "reported": 1}}
    aimed = figures_of("a", **reported)
    aimed["measures"][0] = aimed["measures"][0] | {"target": {"value": 5}}
    for register, heads in (
        (figures_of("a", **reported), ["TT", "Chỉ tiêu", "Kết quả"]),
        (aimed, ["TT", "Chỉ tiêu", "Kết quả", "Mục tiêu"]),
    ):
        table = next(one for one in rendered(register).tables if one.rows[0].cells[0].text == "TT")
        assert [cell.text for cell in table.rows[0].cells] == heads
        assert [len(row.cells) for row in table.rows] == [len(heads)] * 2
        assert sum(column.width.mm for column in table.columns) == pytest.approx(165, abs=1)


def test_having_nothing_to_report_is_told_apart_from_not_having_answered():
    alone = sections(figures_of("a", complete={"units": 3, "reported": 2}, nothing=2))["sections"][0]
    assert alone["said"] == "Đã báo cáo 2/3 đơn vị, đều không phát sinh. Hạn nộp: 15/09/2025."
    assert alone["measures"] == []
    among = sections(figures_of("a", complete={"units": 3, "reported": 3}, nothing=1))["sections"][0]
    assert among["said"] == "Đã báo cáo 3/3 đơn vị, trong đó 1 đơn vị không phát sinh."


def test_who_answered_that_there_is_nothing_is_counted_and_signed(sector):
    leader, year = sector.client("ht"), "2026-2027"
    values = {"title": "Sáng kiến", "about": "initiative", "of": year}
    assert "refused" not in leader.do(
        leader.mutation("put", form="nil_answer@1", period="once", set=values, then="submit")
    )
    body = {"title": "Tổng kết", "unit": sector.province.id, "period": year, "registers": ["initiative"]}
    kept = sector.client("so").post("/api/snapshots", body).json["id"]
    content = sector.client("so").get(f"/api/snapshots/{kept}").json
    (register,) = (content.get("content") or content)["registers"]
    assert (register["nothing"], register["complete"]["reported"]) == (1, 1)
    assert register["missing"] == ["TH Tủa Thàng"]
    assert register["places"] == [["Tủa Thàng", 1]]


def test_many_that_are_missing_are_counted_by_place_and_few_are_named():
    names = [f"Trường {n}" for n in range(70)]
    some = {"complete": {"units": 90, "reported": 20}, "places": [["Xã A", 40], ["Xã B", 30]]}
    missing = sections(figures_of("a", missing=names, **some))["appendices"][0]["missing"]
    assert missing.startswith("70 đơn vị, gồm: Xã A 40; Xã B 30.")
    few = sections(figures_of("a", missing=names[:20], **some))["appendices"][0]["missing"]
    assert few == "; ".join(names[:20])


def test_a_register_with_more_measures_than_a_page_takes_has_another_table():
    register = copy.deepcopy(next(one for one in SAMPLE["registers"] if one["measures"]))
    first = register["measures"][0]
    register["measures"] = [
        first | {"key": f"m{at}", "label": {"vi": f"Chỉ tiêu {at}", "en": f"Measure {at}"}} for at in range(19)
    ]
    tables = variables({**SAMPLE, "registers": [register]}, Notation())["appendices"]
    assert [name for table in tables for name in table["head"]] == [f"Chỉ tiêu {at}" for at in range(19)]
    assert [(table["number"], table["title"].endswith("(tiếp theo)")) for table in tables] == [
        (1, False),
        (1, True),
        (1, True),
    ]
    assert all(len(row["cells"]) == len(table["head"]) for table in tables for row in table["rows"])
