"""Whoever reviews a record is shown what a careful reviewer would ask: with its numbers, and with no more about another
record than they may see. Nothing is refused by it, and teachers are not shown it."""

from datetime import timedelta

import pytest

from server.models.log import Record
from server.platform.database import write
from tests.quality.writing import MONDAY, look, send, send_usual
from tests.village import Village, always

STORY = (
    "Sáng nay các em lớp lớn ra vườn sau trường nhổ cỏ, bắt sâu và tưới hai luống cải mới gieo tuần trước. Bác Pó mang "
    "thêm phân hoai, em Mua kể lại cách làm của mẹ ở nhà, cả lớp chăm chú nghe rồi cùng làm theo."
)


def hints(client, record):
    answer = client.get(f"/api/records/{record}/hints")
    assert answer.status_code == 200, answer.text
    return {hint["kind"]: hint for hint in answer.json["hints"]}


def listed(client, **params):
    query = "&".join(f"{name}={value}" for name, value in params.items())
    return {one["id"] for one in client.get(f"/api/records?{query}").json["records"]}


@pytest.fixture
def usual(village: Village):
    send_usual(village.client("gv"))
    return village


def test_a_number_far_from_the_schools_habit_is_told_by_how_much(usual):
    record = send(usual.client("gv"), MONDAY + timedelta(days=70), n=200)
    for looked in (False, True):  # at once, and from what the jobs have found
        found = hints(usual.client("so"), record)
        assert found["number"]["field"] == "n"
        assert (
            found["number"]["detail"].items()
            >= {"value": 200, "usual": 19.5, "times": 10.256, "whose": "school"}.items()
        )
        assert found.keys() == {"number"}
        assert looked or look(usual) > 0


def test_a_large_day_on_which_all_is_large_is_not_asked_about(usual):
    gv = usual.client("gv")
    for week in range(9, 18):
        send(gv, MONDAY + timedelta(days=7 * week), n=20, m=30, note=f"Việc khác {week}")
    record = send(gv, MONDAY + timedelta(days=150), n=200, m=300, note="Ngày hội")
    assert hints(usual.client("so"), record) == {}


def test_a_likely_twin_is_linked_to_for_who_may_see_it(usual):
    gv, gvb = usual.client("gv"), usual.client("gvb")
    first = send(gv, note="Trồng rau cải cùng lớp lớn", n=24)
    twin = send(gvb, note="trong rau cai cung lop lon", n=25)
    look(usual)
    assert "twin" not in hints(usual.client("so"), first)
    for name in ("so", "ht", "xa"):
        other = hints(usual.client(name), twin)["twin"]["other"]
        assert (other["record"], other["title"]) == (first, "Trồng rau cải cùng lớp lớn"), name
    third = send(gvb, note="Trồng rau cải cùng lớp 3A", n=24)
    assert "twin" not in hints(usual.client("so"), third)  # of another class


def test_a_text_of_another_commune_is_told_of_and_not_shown(village: Village):
    far = send(village.client("gv2"), big=STORY)
    record = send(village.client("gv"), big=STORY.replace("Sáng", "Chiều"))
    look(village)
    for name in ("xa", "ht"):
        text = village.client(name).get(f"/api/records/{record}/hints").text
        assert far not in text, name
        found = hints(village.client(name), record)["text"]
        assert (found["other"], found["hidden"]) == (None, True), name
    assert hints(village.client("so"), record)["text"]["other"]["record"] == far
    assert "text" not in hints(village.client("so"), far)  # it came first


def test_a_draft_is_nobodys_source(village: Village):
    gv2 = village.client("gv2")
    gv2.do(gv2.put(form="probe_direct@1", set={"note": "Nháp", "n": 1, "day": MONDAY.isoformat(), "big": STORY}))
    record = send(village.client("gv"), big=STORY)
    look(village)
    assert hints(village.client("so"), record) == {}


def test_a_sunday_is_asked_about_where_sundays_are_no_habit(usual):
    gv, gv2, so = usual.client("gv"), usual.client("gv2"), usual.client("so")
    sunday = MONDAY + timedelta(days=13)
    with usual.app.app_context(), write() as session:
        always(session, usual.other.id, level="PTDTNT")
        always(session, usual.school.id, level="TH")
    first = send(gv, sunday)
    for week in range(12):
        boarding = send(gv2, MONDAY + timedelta(days=7 * week + 6), note=f"Sinh hoạt {week}")
    look(usual)
    assert hints(so, first)["sunday"]["detail"] == {"day": sunday.isoformat(), "sundays": 0, "records": 12}
    assert "sunday" not in hints(so, boarding)


def test_teachers_and_strangers_are_not_shown_what_is_asked(usual):
    record = send(usual.client("gv"), MONDAY + timedelta(days=70), n=200)
    look(usual)
    for name, status in (("gv", 403), ("gvb", 403), ("ht2", 404), ("gv2", 404), ("admin", 404)):
        client = usual.client(name)
        assert client.get(f"/api/records/{record}/hints").status_code == status, name
        assert listed(client, hint="any") == set(), name
    for name in ("ht", "xa", "so"):
        assert listed(usual.client(name), hint="any") == {record}, name
        assert listed(usual.client(name), hint="twin") == set(), name


def test_the_queue_is_filtered_by_what_there_is_to_ask_and_says_how_many(usual):
    gv, so = usual.client("gv"), usual.client("so")
    number = send(gv, MONDAY + timedelta(days=70), n=200)
    both = send(gv, MONDAY + timedelta(days=76), n=220)
    look(usual)
    assert listed(so, **{"for": "me", "hint": "number"}) == {number, both}
    assert listed(so, **{"for": "me", "hint": "sunday"}) == {both}
    counted = so.get("/api/records/counts?for=me&hint=sunday").json
    assert counted["hints"] == {"any": 2, "number": 2, "sunday": 1}
    assert counted["waiting"] == 1
    assert so.get("/api/records?hint=else").status_code == 400


def test_a_hinted_record_is_decided_on_like_any_other(usual):
    record = send(usual.client("gv"), MONDAY + timedelta(days=70), n=200)
    look(usual)
    so = usual.client("so")
    approve = so.mutation("approve", record=record, base=so.read(record)["version"])
    assert "refused" not in so.do(approve)
    look(usual)
    assert hints(so, record) == {}
    assert listed(so, hint="any") == set()


def test_answers_of_a_shape_that_nobody_expected_hold_up_nothing(usual, monkeypatch):
    record = send(usual.client("gv"), MONDAY + timedelta(days=70), n=200)
    with usual.app.app_context(), write() as session:
        session.get_one(Record, record).data = {"note": 7, "n": "200", "day": None, "big": ["x"]}
    later = send(usual.client("gv"), MONDAY + timedelta(days=71), n=190)
    look(usual)
    assert "number" in hints(usual.client("so"), later)
