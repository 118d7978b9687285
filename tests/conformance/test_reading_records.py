"""Reading over the network: filters, pages, search without diacritics, one record's history."""

import pytest

from .phone_probe import applied, problem, rev, uuid7


def listed(phone, **params) -> list[dict]:
    """Every page of a list."""
    records, cursor = [], None
    while True:
        page = phone.get("/api/records", **params, **({"cursor": cursor} if cursor else {}))
        assert page.status_code == 200, page.text
        body = page.json()
        records += body["records"]
        cursor = body["next"]
        if cursor is None:
            return records


def ids(records) -> set[str]:
    return {record["id"] for record in records}


def test_a_list_has_records_as_in_changes(gv, stage):
    record = stage.reach("returned")
    (shown,) = [one for one in listed(gv, register="activity", status="returned") if one["id"] == record]
    change = gv.pull().changes[record]
    for name, value in change.items():
        assert shown.get(name) == value or not (shown.get(name) or value), name
    assert {"id", "unit", "form", "author", "period", "version", "status", "data", "thread"} <= set(shown)


def test_pages_cover_everything_once(so):
    records = listed(so, register="activity")
    assert len(ids(records)) == len(records) > 100
    assert {record["form"].split("@")[0] for record in records} == {"activity"}


def test_filter_by_unit(so, gv, gv2, stage):
    record = stage.reach("submitted")
    mine = listed(so, unit=gv.unit)
    assert record in ids(mine)
    assert gv2.unit not in {one["unit"] for one in mine}
    assert record not in ids(listed(so, unit=gv2.unit))


def test_a_unit_means_it_and_below(so, xa, gv2, stage):
    record = stage.reach("submitted")
    below = listed(so, unit=xa.unit, register="activity", status="submitted")
    assert record in ids(below)
    assert gv2.unit not in {one["unit"] for one in below}


@pytest.mark.parametrize("status", ["draft", "submitted", "verified", "returned", "approved", "rejected"])
def test_filter_by_status(gv, stage, status):
    record = stage.reach(status)
    found = listed(gv, register="activity", status=status)
    assert record in ids(found)
    assert {one["status"] for one in found} == {status}


def test_filter_by_period(gv, stage):
    now, past = stage.reach("submitted", "probe_direct"), stage.reach("submitted", "probe_direct", day="2025-10-06")
    found = listed(gv, period="2025-2026", register="probe_direct")
    assert past in ids(found)
    assert now not in ids(found)
    assert {one["period"] for one in found} == {"2025-2026"}


def test_filter_by_author(gv, gvb, stage, direct):
    record = stage.reach("submitted")
    theirs = gvb.put(direct, set={"n": 1})
    gvb.do(theirs)
    assert record in ids(listed(gvb, author=gv.account))
    assert record not in ids(listed(gvb, author=gvb.account))
    assert {one["author"] for one in listed(gvb, author=gv.account)} == {gv.account}


def test_filters_are_joined_by_and(gv, stage):
    record = stage.reach("submitted")
    assert record in ids(listed(gv, register="activity", status="submitted", author=gv.account, unit=gv.unit))
    assert record not in ids(listed(gv, register="activity", status="approved", author=gv.account))
    assert record not in ids(listed(gv, register="model", status="submitted"))


@pytest.mark.parametrize(
    "ask",
    ["vuon rau {0}", "Vườn rau {0}", "VUON RAU {0}", "duong {0}", "đường {0}", "Vu\u031bo\u031b\u0300n rau {0}", "{0}"],
)
def test_search_without_diacritics(gv, stage, ask):
    token = "q" + uuid7()[-8:]
    record = stage.reach("submitted", title=f"Đường Vườn rau {token}")
    other = stage.reach("submitted", title="Vườn rau khác")
    query = ask.format(token)
    found = ids(listed(gv, q=query if "uong" not in query and "ường" not in query else query.split()[0]))
    assert record in found
    assert other not in found


def test_search_that_finds_nothing(gv):
    assert listed(gv, q="zzzzkhôngcógì") == []


@pytest.mark.parametrize("query", ["%", "_", "'", '"', "\\", "*", "(", "a OR b", "\u0000", "x" * 5000, "AND", "-"])
def test_strange_searches_are_never_a_500(gv, query):
    assert gv.get("/api/records", q=query).status_code < 500


@pytest.mark.parametrize(
    "params",
    [
        {"cursor": "garbage"},
        {"unit": "nowhere"},
        {"register": "nosuch"},
        {"sort": "x"},
        {"status": "nosuch"},
        {"period": "x"},
        {"author": "\u0000"},
        {"cursor": "\u0000"},
    ],
    ids=str,
)
def test_strange_filters_are_never_a_500(gv, params):
    assert gv.get("/api/records", **params).status_code < 500


def test_what_one_may_not_see_is_in_no_list(gv, gvb, gv2, stage):
    draft, submitted = stage.reach("draft"), stage.reach("submitted")
    assert {draft, submitted} <= ids(listed(gv, register="activity"))
    assert ids(listed(gvb, register="activity")) & {draft, submitted} == {submitted}
    assert not ids(listed(gv2, register="activity")) & {draft, submitted}
    there = gv2.get("/api/records", unit=gv.unit)
    assert there.status_code in (403, 404) or not there.json()["records"]


@pytest.mark.parametrize("record", ["0193a000-0000-7000-8000-000000000001", "nothing", "0", "%00", "a" * 3000])
def test_a_record_that_is_not_there(gv, record):
    problem(gv.get(f"/api/records/{record}"), 404, "not_found")


def test_the_history_of_a_record(gv, gvb, ht, stage):
    record = stage.reach("draft", "probe_direct")
    made = gv.read(record)["history"][0]
    sent = gv.verb("submit", record, at="2020-02-03T04:05:06+07:00")
    word = gvb.verb("comment", record, text="Tốt lắm")
    edit = ht.put(record=record, after=None, base=gv.version(record), set={"n": 12})
    for phone, mutation in ((gv, sent), (gvb, word), (ht, edit)):
        applied(phone.do(mutation))
    history = sorted(gv.read(record)["history"], key=lambda entry: rev(entry["version"]))
    assert [(entry["id"], entry["do"], entry["by"]) for entry in history] == [
        (made["id"], "put", gv.account),
        (sent["id"], "submit", gv.account),
        (word["id"], "comment", gvb.account),
        (edit["id"], "put", ht.account),
    ]
    assert history[1]["at"].startswith("2020-02-0")
    assert history[1]["received"] > "2026"
    assert history[2]["text"] == "Tốt lắm"
    assert history[3]["set"] == {"n": 12}
    assert "set" not in history[2]
    assert "text" not in history[3]
    assert ids(history) == ids(ht.read(record)["history"])
