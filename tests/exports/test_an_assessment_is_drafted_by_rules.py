"""The draft of a report's assessment: a table of figures, and what is said of them in plain Vietnamese."""

import pytest

from server.exports.notation import Notation
from server.exports.word.assessment import assessment
from server.figures.comparison import YearBefore

WHOLE = YearBefore({}, None)


def measure(label, value, *, key="m", unit=None, target=None, ratio=False):
    total = {"value": value[0] / value[1], "n": value[0], "d": value[1]} if ratio else {"value": value}
    made = {"key": key, "label": {"vi": label}, "kind": "ratio" if ratio else "sum", "flow": "flow", "total": total}
    if unit:
        made["unit"] = {"vi": unit}
    if target is not None:
        made["target"] = {"value": target, "source": "Kế hoạch"}
    return made | {"rows": {}}


def register(*measures, key="r", title="Sáng kiến", reported=3, missing=(), units=3, kind="school"):
    complete = {"kind": kind, "units": units, "reported": reported, "unsent": 0}
    return {"key": key, "title": {"vi": title}, "complete": complete, "missing": list(missing), "measures": measures}


def draft(*registers, before=WHOLE, main=None, kind="province"):
    content = {"unit": {"id": "", "name": "Điện Biên", "kind": kind}, "registers": list(registers)}
    return assessment(content, main or {}, before, Notation()).split("\n")


def before(value, ratio=False, through=None):
    total = {"value": value[0] / value[1], "n": value[0], "d": value[1]} if ratio else {"value": value}
    return YearBefore({("r", "m"): total}, through)


DONE = "Tất cả các đơn vị đã báo cáo đủ."
CASES = [
    (measure("Số sáng kiến", 1234), before(1100),
     "So với cùng kỳ năm trước, các chỉ tiêu tăng: số sáng kiến 1.234 (cùng kỳ 1.100, tăng 134, tức 12,18 %)."),
    (measure("Số sáng kiến", 900, unit="sáng kiến"), before(1000, through="2025-11"),
     "So với cùng kỳ năm trước (đến hết tháng 11/2025), các chỉ tiêu giảm: số sáng kiến 900 "
     "(cùng kỳ 1.000, giảm 100, tức 10,00 %)."),
    (measure("Rác tái chế", 2044.2, unit="kg"), before(2044.2), "Bằng cùng kỳ năm trước: rác tái chế 2.044,2 kg."),
    (measure("Rác tái chế", 0.3, unit="kg"), before(0.1),
     "So với cùng kỳ năm trước, các chỉ tiêu tăng: rác tái chế 0,3 kg (cùng kỳ 0,1 kg, tăng 0,2, tức 200,00 %)."),
    (measure("Số sáng kiến", 5), WHOLE, "Chưa có số liệu cùng kỳ năm trước để so sánh: số sáng kiến 5."),
    (measure("Số sáng kiến", 5), before(0), "Chưa có số liệu cùng kỳ năm trước để so sánh: số sáng kiến 5."),
    (measure("Tỷ lệ đạt", (5, 8), ratio=True), before((1, 2), ratio=True),
     "So với cùng kỳ năm trước, các chỉ tiêu tăng: tỷ lệ đạt 62,50 % (cùng kỳ 50,00 %, tăng 12,50 điểm phần trăm)."),
    (measure("Tỷ lệ đạt", (2, 3), ratio=True), before((6667, 10000), ratio=True),
     "Bằng cùng kỳ năm trước: tỷ lệ đạt 66,67 %."),
]  # fmt: skip


@pytest.mark.parametrize(("figure", "earlier", "text"), CASES)
def test_what_rose_and_fell_is_said_with_its_figures(figure, earlier, text):
    assert draft(register(figure), before=earlier) == [text, DONE]


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (measure("Tỷ lệ", (8, 10), ratio=True, target=0.8), "Đã đạt mục tiêu: tỷ lệ 80,00 % (mục tiêu 80,00 %)."),
        (measure("Tỷ lệ", (71, 100), ratio=True, target=0.8),
         "Chưa đạt mục tiêu: tỷ lệ 71,00 % (mục tiêu 80,00 %, còn thiếu 9,00 điểm phần trăm)."),
        (measure("Số lớp", 1500, target=1500), "Đã đạt mục tiêu: số lớp 1.500 (mục tiêu 1.500)."),
        (measure("Số lớp", 1499, target=1500), "Chưa đạt mục tiêu: số lớp 1.499 (mục tiêu 1.500, còn thiếu 1)."),
    ],
)  # fmt: skip
def test_a_target_is_reached_or_not(figure, text):
    assert text in draft(register(figure))


@pytest.mark.parametrize(
    ("missing", "kind", "text"),
    [
        (["TH A", "TH B"], "school", "Còn đơn vị chưa báo cáo: Sáng kiến 2/1.485 trường (TH A, TH B)."),
        (["A"], "commune", "Còn đơn vị chưa báo cáo: Sáng kiến 1/1.485 xã, phường (A)."),
        ([f"TH {n}" for n in range(6)], None, "Còn đơn vị chưa báo cáo: Sáng kiến 6/1.485 đơn vị."),
    ],
)
def test_who_is_missing_is_counted_and_named_when_few(missing, kind, text):
    assert draft(register(measure("Số", 1), missing=missing, units=1485, kind=kind))[-1] == text


def test_of_several_registers_the_main_measures_and_targets_are_spoken_of():
    one = register(measure("Số lớp", 3, key="a"), measure("Số em", 4, key="b"), measure("Đích", 5, key="c", target=9))
    other = register(measure("Số giải", 0, key="d"), key="s", title="Giải thưởng", reported=0, missing=["TH A"])
    assert draft(one, other, main={"r": "b", "s": "d"}) == [
        "Chưa có số liệu cùng kỳ năm trước để so sánh: Sáng kiến: số em 4.",
        "Chưa đạt mục tiêu: Sáng kiến: đích 5 (mục tiêu 9, còn thiếu 4).",
        "Chưa có đơn vị nào báo cáo: Giải thưởng.",
    ]


def test_a_school_is_said_to_miss_its_own_reports():
    empty = register(measure("Số", 0), reported=0, missing=["TH A"], units=1)
    assert draft(empty, kind="school") == ["Trường chưa báo cáo: Sáng kiến."]


def test_a_long_list_ends_with_how_many_more_there_are():
    many = [register(key=f"r{n}", title=f"Biểu {n}", reported=0, missing=["A"]) for n in range(14)]
    assert draft(*many)[-1].endswith("Biểu 11; và 2 biểu khác.")
