"""A form whose times were published as texts, before times were types, can be uploaded again: they stay texts."""

from tests.registers.test_registers_published_without_a_programmer import publish, upload, workbook_of

SETTINGS = [("form_id", "form_title", "lt_by", "lt_review"), ("so_cong", "Sổ trực cổng", "teacher", "department")]
LISTS = [("list_name", "name", "label")]


def form(time, moment, code, *more):
    rows = [("date", "ngay", "Ngày", "yes"), (time, "vao", "Giờ vào"), (moment, "Hop", "Họp lúc")]
    rows += [("begin_repeat", "khach", "Khách"), (code, "the", "Thẻ"), ("end_repeat",)]
    return workbook_of([("type", "name", "label", "required"), *rows, *more], LISTS, SETTINGS)


def test_the_form_itself_follows_what_was_published_of_it(village):
    so = village.client("so")
    publish(so, upload(so, form("text", "text", "text")).json)
    draft = upload(so, form("time", "dateTime", "barcode", ("time", "ra", "Giờ ra")))
    assert draft.status_code == 201, draft.text
    fields = {one["name"]: one for one in draft.json["entry"]["fields"]}
    assert (draft.json["version"], draft.json["entry"]["needs"]) == (2, ["time"])
    assert [fields[name]["type"] for name in ("vao", "hop", "ra")] == ["text", "text", "time"]
    assert fields["khach"]["fields"][0]["type"] == "text"
    said = [one for one in draft.json["remarks"] if "published as a text" in one["en"]]
    assert [one["row"] for one in said] == [3, 4, 6]
    assert "“dateTime”" in said[1]["vi"]


def test_what_was_published_as_a_time_stays_one(village):
    so = village.client("so")
    publish(so, upload(so, form("time", "dateTime", "barcode")).json)
    draft = upload(so, form("time", "dateTime", "barcode", ("text", "them", "Thêm")))
    assert (draft.status_code, draft.json["version"]) == (201, 2)
    assert draft.json["entry"]["fields"][1]["type"] == "time"
    assert not any("published as a text" in one["en"] for one in draft.json["remarks"])
