"""An officer uploads a workbook, sees all that is wrong at once, publishes; phones have the register from then on."""

import io

import openpyxl
import pytest

from server.log.verify import compare
from server.models.audit import AuditEntry
from server.platform import workbook_limits
from server.platform.database import read
from server.registers.published import renew
from server.registers.xlsform.reading import read as read_form
from sync.registers import parse
from tests.fixtures.applications import open_app
from tests.village import DAY, SAME_ORIGIN, Village, code

pytestmark = pytest.mark.slow

VI, EN = "label::Tiếng Việt (vi)", "label::English (en)"
SURVEY = [
    ("type", "name", VI, EN, "required", "relevant", "constraint"),
    ("date", "day", "Ngày", "Day", "yes", "", ""),
    ("select_one kind", "kind", "Loại", "Kind", "yes", "", ""),
    ("integer", "books", "Số sách", "Books", "", "${kind} = 'reading'", ". >= 0 and . <= 500"),
]
CHOICES = [
    ("list_name", "name", VI, EN),
    ("kind", "reading", "Đọc sách", "Reading"),
    ("kind", "telling", "Kể chuyện", "Telling"),
]
SETTINGS = [
    ("form_title", "lt_title::English (en)", "form_id", "version", "lt_by", "lt_review", "lt_counts"),
    ("Góc đọc", "Reading corner", "corner", "1", "teacher", "department", "submitted"),
]
MEASURES = [
    ("key", VI, EN, "kind", "fields", "by"),
    ("books", "Số sách", "Books", "sum", "books", "kind"),
]


def workbook_of(survey=SURVEY, choices=CHOICES, settings=SETTINGS, **more) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in {"survey": survey, "choices": choices, "settings": settings, **more}.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


WHOLE = workbook_of(lt_measures=MEASURES)
GROWN = workbook_of([*SURVEY, ("text", "more", "Ghi thêm", "More", "", "", "")], lt_measures=MEASURES)


def upload(client, data: bytes, type_: str = workbook_limits.TYPE):
    headers = SAME_ORIGIN | {"X-Account": client.account, "Content-Type": type_}
    return client.http.post("/api/registers", data=data, headers=headers)


def publish(client, draft):
    return client.post(f"/api/registers/{draft['key']}/{draft['version']}/publish", {"digest": draft["digest"]})


@pytest.fixture
def so(village: Village):
    return village.client("so")


def test_a_teacher_fills_in_what_the_department_published(village: Village, so):
    teacher = village.client("gv")
    before = teacher.sync()["catalog"]
    draft = upload(so, WHOLE).json
    assert (draft["key"], draft["version"], draft["changes"], draft["remarks"][0]["row"]) == ("corner", 1, [], 2)
    assert draft["entry"]["title"] == {"vi": "Góc đọc", "en": "Reading corner"}
    assert parse(draft["entry"]).measures[0].key == "books"
    put = teacher.put(form="corner@1", set={"day": DAY, "kind": "reading", "books": 12}, then="submit")
    assert code(teacher.do(put)) == "unknown_form"
    assert teacher.sync()["catalog"] == before

    assert publish(so, draft).json == {"key": "corner", "version": 1}

    assert teacher.sync()["catalog"] != before
    forms = {one["key"]: one for one in teacher.get("/api/catalog").json["registers"]}
    assert forms["corner"]["fields"] == draft["entry"]["fields"]
    again = teacher.put(form="corner@1", set={"day": DAY, "kind": "reading", "books": 12}, then="submit")
    assert teacher.do(again)["status"] == "submitted"
    figures = so.get("/api/figures?register=corner&period=2026-2027").json
    assert figures["measures"][0]["total"] == {"value": 12}
    with village.app.app_context():
        registers = renew(village.app)
        with read() as session:
            assert compare(session, registers) == []
            actions = [entry.action for entry in session.query(AuditEntry).where(AuditEntry.target == "corner")]
    assert actions == ["register.draft", "register.publish"]


def discard(client, draft):
    return client.post(f"/api/registers/{draft['key']}/{draft['version']}/discard", {"digest": draft["digest"]})


def test_a_draft_is_thrown_away_and_what_is_published_stays(village: Village, so):
    publish(so, upload(so, WHOLE).json)
    draft = upload(so, GROWN).json
    assert discard(so, draft | {"digest": "another"}).json["code"] == "stale"
    assert discard(so, draft).status_code == 204
    assert discard(so, draft).status_code == 404
    assert discard(so, draft | {"version": 1}).status_code == 404  # published for good
    (corner,) = [one for one in so.get("/api/registers").json["registers"] if one["key"] == "corner"]
    assert (corner["version"], corner["draft"]) == (1, None)
    with village.app.app_context(), read() as session:
        entries = session.query(AuditEntry).where(AuditEntry.target == "corner").order_by(AuditEntry.seq).all()
        assert entries[-1].action == "register.discard"


@pytest.mark.slow
def test_a_version_grows_and_the_old_one_stays_good(village: Village, so):
    publish(so, upload(so, WHOLE).json)
    teacher = village.client("gv")
    draft = teacher.put(form="corner@1", set={"day": DAY})
    base = teacher.do(draft)["version"]

    grown = upload(so, GROWN).json
    assert (grown["version"], grown["before"]) == (2, 1)
    assert grown["changes"] == [
        {"vi": "Câu hỏi mới", "en": "New question", "question": {"vi": "Ghi thêm", "en": "More"}, "field": "more"}
    ]
    assert publish(so, grown).status_code == 200

    edit = teacher.put(record=draft["id"], base=base, set={"kind": "telling"}, then="submit")
    late = teacher.put(form="corner@1", set={"day": DAY, "kind": "telling"}, then="submit")
    new = teacher.put(form="corner@2", set={"day": DAY, "kind": "telling", "more": "Vui"}, then="submit")
    outcomes = teacher.sync(edit, late, new)["outcomes"]
    assert [outcome.get("status") for outcome in outcomes.values()] == ["submitted"] * 3
    assert upload(so, GROWN).json["same"]


@pytest.mark.slow
def test_another_process_knows_it_at_its_next_request(village: Village, so, database_url):
    with open_app(database_url) as other:
        elsewhere = Village.client.__get__(_there(village, other))("gv")
        elsewhere.sync()
        publish(so, upload(so, WHOLE).json)
        put = elsewhere.put(form="corner@1", set={"day": DAY, "kind": "telling"}, then="submit")
        assert elsewhere.do(put)["status"] == "submitted"
        publish(so, upload(so, GROWN).json)
        assert "corner@2" in {
            f"{one['key']}@{one['version']}" for one in elsewhere.get("/api/catalog").json["registers"]
        }


def _there(village, app):
    there = object.__new__(Village)
    there.__dict__ |= village.__dict__ | {"app": app}
    return there


def test_what_was_looked_at_is_what_is_published(so):
    seen = upload(so, WHOLE).json
    upload(so, GROWN)
    assert publish(so, seen).json["code"] == "stale"
    assert [
        one["draft"]["version"] for one in so.get("/api/registers").json["registers"] if one["key"] == "corner"
    ] == [1]


def test_a_version_that_does_not_grow_changes_nothing(so):
    publish(so, upload(so, WHOLE).json)
    retyped = [*SURVEY[:3], ("text", "books", "Số sách", "Books", "", "", "")]
    renamed = [*SURVEY[:3], ("integer", "volumes", "Số sách", "Books", "", "", "")]
    gone = "fields.books: is gone; a field may be retired, not removed or renamed"
    for survey, wanted in ((retyped, (4, "type: may not change")), (renamed, (2, gone))):
        answer = upload(so, workbook_of(survey))
        assert (answer.status_code, answer.json["code"]) == (422, "faulty_register")
        assert wanted in [(fault["row"], fault["en"]) for fault in answer.json["fields"]["faults"]]
    assert "corner" in {one["key"] for one in so.get("/api/registers").json["registers"] if not one["draft"]}


@pytest.mark.slow
def test_definition_files_are_taken_as_they_are_handed_out(so):
    text = so.get("/api/registers/probe_direct.toml").data
    assert upload(so, text, "application/toml").json["same"]
    grown = text + b'\n[[fields]]\nname = "again"\ntype = "text"\nlabel = { vi = "L\xe1\xba\xa1i", en = "Again" }\n'
    assert upload(so, grown, "application/toml").json["version"] == 2
    nameless = b'{"key": "probe_direct", "fields": [{"name": {}}]}'
    numbered = b'{"key": 5, "fields": {}}'
    for broken in (b"key = ", b"\xff\xfe", b"[" * 5_000, b"{" * 5_000, b"[]", b"", nameless, numbered):
        answer = upload(so, broken, "application/toml")
        assert (answer.status_code, answer.json["code"]) == (422, "faulty_register"), broken
        assert all(fault["vi"] and fault["en"] for fault in answer.json["fields"]["faults"])


@pytest.mark.parametrize(("row", "text"), [(2, "title = Thư viện"), (3, "form = "), (2, "[[fields]")])
def test_a_definition_file_that_is_not_well_written_quotes_its_row(so, row, text):
    answer = upload(so, "\n".join(["key = 'library'", *[""] * (row - 2), text]).encode(), "application/toml")
    (fault,) = answer.json["fields"]["faults"]
    assert fault["row"] == row
    assert fault["vi"] == f"Tệp định nghĩa (TOML) viết chưa đúng ở dòng này: “{text.strip()}”."


FOREIGN = workbook_of([("type", "name", "label"), ("text", "HoTen", "Họ tên")], [("list_name", "name", "label")], [])


def upload_beside(client, data: bytes, query: str, name: str):
    headers = SAME_ORIGIN | {"X-Account": client.account, "Content-Type": workbook_limits.TYPE, "X-File-Name": name}
    return client.http.post(f"/api/registers?{query}", data=data, headers=headers)


def test_what_a_form_of_another_system_does_not_say_is_asked_and_then_taken(so):
    first = upload_beside(so, FOREIGN, "", "Ph%C3%B2ng%20h%E1%BB%8Dc.xlsx")
    assert first.status_code == 200
    guesses = first.json["missing"]
    assert (guesses["title"], guesses["key"], guesses["period"]) == ("Phòng học", "phong_hoc", "school_year")
    assert "called “ho_ten” here" in first.json["remarks"][1]["en"]
    assert not [one for one in so.get("/api/registers").json["registers"] if one["key"] == "phong_hoc"]
    said = "key=phong_hoc&title=Ph%C3%B2ng&period=semester&by=leader&review=department"
    draft = upload_beside(so, FOREIGN, said, "p.xlsx")
    assert draft.status_code == 201
    entry = draft.json["entry"]
    assert (entry["key"], entry["period"], entry["by"], entry["review"]) == (
        "phong_hoc",
        "semester",
        ["leader"],
        ["department"],
    )
    publish(so, draft.json)
    again = upload_beside(so, FOREIGN, "", "Ph%C3%B2ng%20h%E1%BB%8Dc.xlsx").json["missing"]
    assert again["key"] == "phong_hoc_2"


@pytest.mark.parametrize(("query", "name"), [("title=a%00", "f.xlsx"), ("without=%00", "f.xlsx"), ("", "%00.xlsx")])
def test_what_no_database_keeps_is_not_said_beside_a_form(so, query, name):
    assert upload_beside(so, FOREIGN, query, name).json["code"] == "malformed"


def test_a_character_that_no_database_keeps_is_no_part_of_a_cell():
    settings = [("form_id", "form_title"), ("thu", "Thử_x0000_")]
    made = read_form(workbook_of([("type", "name", "label"), ("text", "a", "A_x0000_B")], [], settings))
    assert (made.raw["title"]["vi"], made.raw["fields"][0]["label"]["vi"]) == ("Thử", "AB")


@pytest.mark.parametrize("wrong", ["period=never", "by=nobody", "key=A%20b", "review=", "title="])
def test_what_is_said_beside_a_form_is_checked(so, wrong):
    answer = upload_beside(so, FOREIGN, wrong, "f.xlsx")
    assert answer.status_code in (200, 400, 422)
    if not wrong.endswith("="):
        assert answer.json["code"] == "malformed"
