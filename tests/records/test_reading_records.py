"""A list of records: filters, order, pages, search, and what is refused in words instead of failing."""

from urllib.parse import urlencode

import pytest

from server.records.cursor import SORTS
from tests.village import DAY, Village

NOTES = ["Vườn rau em chăm", "Đường đến trường", "Tiếng trống tự học", "100% lớp đạt_tiêu chí", "Ngày hội STEM"]


@pytest.fixture
def writer(village: Village):
    """A teacher with one record for each of NOTES, on days of their own."""
    gv = village.client("gv")
    puts = [
        gv.put(set={"note": note, "n": 1, "day": f"2026-{9 + index % 3:02d}-1{index}"}, then="submit")
        for index, note in enumerate(NOTES)
    ]
    gv.sync(*puts)
    return gv


def listed(client, **params):
    """All pages, and how many there were."""
    records, pages = [], 0
    while True:
        page = client.get(f"/api/records?{urlencode(params)}")
        assert page.status_code == 200, page.text
        records, pages = records + page.json["records"], pages + 1
        if page.json["next"] is None:
            return records, pages
        params["cursor"] = page.json["next"]


def notes(client, **params):
    return [record["data"]["note"] for record in listed(client, **params)[0]]


def test_words_are_found_in_any_order_without_diacritics(writer):
    for params in ("vuon rau", "VƯỜN rau", "chăm vườn", "vuon", "rau  em"):
        assert notes(writer, q=params) == [NOTES[0]], params


def test_what_means_something_to_a_database_is_only_a_letter_here(writer):
    assert notes(writer, q="100%") == [NOTES[3]]
    assert notes(writer, q="đạt_tiêu") == [NOTES[3]]
    assert notes(writer, q="duong") == [NOTES[1]]
    assert notes(writer, q="%") == [NOTES[3]]
    assert notes(writer, q="' OR 1=1 --") == []


@pytest.mark.lengthy
def test_pages_have_everything_once_and_in_order(writer):
    writer.sync(writer.put(set={"note": "Chưa có ngày"}))
    for sort in SORTS:
        whole, _ = listed(writer, sort=sort)
        paged, pages = listed(writer, sort=sort, limit=2)
        assert pages == 3
        assert [record["id"] for record in paged] == [record["id"] for record in whole], sort
        days = [record["data"].get("day", "") for record in whole]
        if sort in ("day", "-day"):
            assert days == sorted(days, reverse=sort == "-day")


def test_a_page_goes_on_where_the_last_one_ended_though_others_write(writer):
    first = writer.get("/api/records?limit=2&sort=-created").json
    writer.sync(writer.put(then="submit"))
    rest, _ = listed(writer, limit=2, sort="-created", cursor=first["next"])
    assert len({record["id"] for record in first["records"] + rest}) == len(NOTES)


def test_filters_are_joined(village: Village, writer):
    draft = writer.put()
    writer.sync(draft)
    village.client("gv2").sync()
    assert len(notes(writer, status="submitted")) == len(NOTES)
    assert len(notes(writer, status="draft,submitted")) == len(NOTES) + 1
    assert len(listed(writer, status="draft")[0]) == 1
    assert notes(writer, month="2026-10", status="submitted") == [NOTES[4], NOTES[1]]
    assert len(notes(writer, period="2026-2027", author=writer.account, unit=village.commune.id)) == len(NOTES) + 1
    assert notes(writer, period="2025-2026") == []
    assert notes(writer, unit=village.other.id) == []
    assert notes(writer, q="vuon", status="draft") == []
    both = writer.get("/api/records?status=draft&status=submitted").json["records"]
    assert len(both) == len(NOTES) + 1


def test_a_calendar_year_holds_the_events_of_its_days(writer):
    assert len(notes(writer, period="2026")) == len(NOTES)
    assert notes(writer, period="2026-H1") == []


def test_a_unit_means_it_and_all_below(village: Village, writer):
    so = village.client("so")
    for unit in (village.province, village.commune, village.school):
        assert len(listed(so, unit=unit.id)[0]) == len(NOTES)
    assert listed(so, unit=village.other.id)[0] == []


REFUSED = [
    ("register=nosuch", {"register"}),
    ("status=nosuch", {"status"}),
    ("status=draft,", {"status"}),
    ("period=1900", {"period"}),
    ("unit=here", {"unit"}),
    ("author=me", {"author"}),
    ("sort=id", {"sort"}),
    ("limit=0", {"limit"}),
    ("limit=201", {"limit"}),
    ("limit=1e2", {"limit"}),
    ("limit=%D9%A1", {"limit"}),
    ("nosuch=1", {"nosuch"}),
    ("sort=day&sort=-day", {"sort"}),
    ("cursor=x", {"cursor"}),
    ("cursor=WzEsMiwzXQ", {"cursor"}),
    ("cursor=bnVsbA", {"cursor"}),
    ("month=2026-13", {"month"}),
    ("where=pick:a", {"where"}),
    ("measure=n", {"measure"}),
    ("q=%00", {"q"}),
    ("author=%00", {"author"}),
    ("period=%00", {"period"}),
    ("q=" + "x" * 500, {"q"}),
    ("q=" + "+".join("abcdefghijklmnopqrstuvwxyz"), {"q"}),
    ("sort=x&limit=x&x=x", {"sort", "limit", "x"}),
    ("%00=1", {"?"}),
]
NO_TEXT = ["q=%ED%A0%80", "q=%FF", "%ED%B0%80=1", "&".join(f"a{n}=1" for n in range(99))]


def test_what_is_not_understood_is_refused_by_name(writer):
    for query, fields in REFUSED:
        answer = writer.get(f"/api/records?{query}")
        assert (answer.status_code, answer.json["code"]) == (400, "malformed"), query
        assert set(answer.json["fields"]) == fields, query


def test_what_is_no_text_is_refused_as_a_whole(writer):
    for query in NO_TEXT:
        assert writer.get(f"/api/records?{query}").status_code == 400, query
        assert writer.get(f"/api/figures?register=activity&{query}").status_code == 400, query


def test_a_cursor_belongs_to_its_sort(writer):
    cursor = writer.get("/api/records?limit=1&sort=day").json["next"]
    assert writer.get(f"/api/records?sort=-day&cursor={cursor}").status_code == 400
    assert writer.get(f"/api/records?sort=day&cursor={cursor}").status_code == 200


def test_the_history_tells_what_was_said(village: Village, writer):
    put = writer.put(set={"note": "Một", "n": 2, "day": DAY}, then="submit")
    writer.do(put)
    edit = writer.put(record=put["id"], after=put["id"], add={"whom": [writer.account]})
    writer.do(edit)
    history = writer.read(put["id"])["history"]
    assert [entry["do"] for entry in history] == ["put", "put"]
    assert history[0]["set"] == put["set"]
    assert history[0]["then"] == "submit"
    assert history[1]["add"] == edit["add"]
    assert "set" not in history[1]
    assert history[1]["version"] == writer.read(put["id"])["version"]


def test_a_record_that_is_not_there_is_not_found(writer):
    for id_ in ("x", "%00", "0193a000-0000-7000-8000-000000000001", "a" * 2000):
        assert writer.get(f"/api/records/{id_}").status_code == 404, id_


def test_another_schools_record_is_as_if_not_there(village: Village, writer):
    record = listed(writer)[0][0]["id"]
    for name in ("gv2", "ht2", "admin"):
        assert village.client(name).get(f"/api/records/{record}").status_code == 404
        assert listed(village.client(name))[0] == []
