"""What a new version changes is said question by question: what was, and what is; nothing that people see is left."""

from dataclasses import replace

from server.registers.version_diff import differences
from sync.registers import catalog_entry, parse
from tests.registers.test_xlsforms_as_the_world_writes_them import drafted

HEADS = ("type", "name", "label", "required", "constraint", "choice_filter", "repeat_count", "hint")
BEFORE = [
    HEADS,
    ("integer", "n", "Mấy em", "yes", ". <= 20"),
    ("text", "why", "Vì sao"),
    ("begin_repeat", "each", "Từng em", "", "", "", "${n}"),
    ("select_one of", "o", "Ở đâu", "", "", "in=${n}"),
    ("end_repeat",),
]
CHOICES = [("list_name", "name", "label", "in"), ("of", "a", "Vùng cao", "1"), ("of", "b", "Lòng chảo", "2")]


def changes(survey, choices=CHOICES):
    old = drafted(BEFORE, CHOICES).register
    new = parse(catalog_entry(drafted(survey, choices).register) | {"version": 2})
    return [((one.question or {}).get("vi"), one.vi, one.en) for one in differences(old, new)]


def test_nothing_is_said_where_nothing_changes():
    assert changes(BEFORE) == []


def test_what_a_question_was_stands_beside_what_it_is():
    asked = ("integer", "n", "Mấy học sinh", "", ". <= 50", "", "", "Cả nội trú")
    assert changes([HEADS, asked, ("text", "why", "Vì sao", "", "string-length(.) <= 90"), *BEFORE[3:]]) == [
        ("Mấy học sinh", "Nhãn: “Mấy em” → “Mấy học sinh”", "Label: “Mấy em” → “Mấy học sinh”"),
        ("Mấy học sinh", "Hướng dẫn: – → “Cả nội trú”", "Help: – → “Cả nội trú”"),
        ("Mấy học sinh", "Bắt buộc: có → không", "Required: yes → no"),
        ("Mấy học sinh", "Khoảng giá trị: đến 20 → đến 50", "Range: to 20 → to 50"),
        ("Vì sao", "Độ dài: từ 0 đến 2000 → từ 0 đến 90", "Length: from 0 to 2000 → from 0 to 90"),
    ]


def test_choices_within_rows_are_named_with_their_rows():
    more = [("of", f"c{at}", f"Nơi {at}", "1") for at in range(8)]
    found = changes(BEFORE, [CHOICES[0], ("of", "a", "Vùng cao", "2"), ("of", "b", "Vùng thấp", "2"), *more])
    assert [(question, vi) for question, vi, _ in found] == [
        (
            "Từng em › Ở đâu",
            "Thêm lựa chọn: “Nơi 0”, “Nơi 1”, “Nơi 2”, “Nơi 3”, “Nơi 4”, “Nơi 5” và 2 lựa chọn nữa",
        ),
        ("Từng em › Ở đâu", "Lựa chọn: “Lòng chảo” → “Vùng thấp”"),
        ("Từng em › Ở đâu", "Hiện theo câu trả lời khác: “Vùng cao”"),
    ]


def test_expressions_that_go_and_questions_that_come_are_said():
    (rows, *within) = BEFORE[3:]
    found = changes([*BEFORE[:3], rows[:6], (*within[0][:5],), within[1], ("text", "more", "Thêm gì")])
    assert [(question, vi) for question, vi, _ in found] == [
        ("Từng em", "Đổi số dòng"),
        ("Từng em › Ở đâu", "Đổi lựa chọn theo câu trả lời khác"),
        ("Từng em › Ở đâu", "Hiện theo câu trả lời khác: “Vùng cao”, “Lòng chảo”"),
        ("Thêm gì", "Câu hỏi mới"),
    ]


def test_two_questions_of_one_label_are_told_apart():
    alike = [HEADS, ("text", "a", "Ghi chú"), ("integer", "n", "Mấy em"), ("text", "b", "Ghi chú")]
    old, new = drafted(alike[:3]).register, drafted([*alike, ("begin_repeat", "r", "Bảng"), alike[1], ("end_repeat",)])
    changed = parse(catalog_entry(new.register) | {"version": 2})
    changed = replace(changed, fields=changed.fields | {"a": replace(changed.fields["a"], required=True)})
    assert [(one.question["vi"], one.field) for one in differences(old, changed)] == [
        ("Ghi chú", "a"),
        ("Ghi chú", "b"),
        ("Bảng", "r"),
    ]
