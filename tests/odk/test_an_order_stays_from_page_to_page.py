"""``$orderby`` sorts by what can be filtered, as Central does, and its pages have no gap and nothing twice."""

from uuid import uuid4

import pytest

from tests.odk.asking import DIRECT, Tool, send
from tests.odk.test_odata_gives_each_record_once import follow

SENT = (
    ("a", "gv", {"number": 3, "yes": True, "dec": 1.5, "pick": "b"}),
    ("b", "gv", {"number": 1, "yes": False}),
    ("c", "gv2", {"number": 2}),
    ("d", "gv", {"number": 2, "day": "2026-09-07", "yes": True, "dec": 0.1}),
)


@pytest.fixture
def sent(village):
    return {name: send(village, who, **more) for name, who, more in SENT}


def in_order(tool, sent, by: str, **options) -> str:
    names = {id_: name for name, id_ in sent.items()}
    return "".join(names[id_] for id_ in tool.ids(orderby=by, **options))


ORDERS = (
    ("n", "bcda"),
    ("n asc,__id desc", "bdca"),
    ("n desc", "adcb"),
    ("n DESC, day", "adcb"),
    ("n desc,day desc", "acdb"),
    ("day,n", "dbca"),
    ("__system/submissionDate", "abcd"),
    ("__system/submissionDate desc", "dcba"),
    ("$root/Submissions/__system/submissionDate desc", "dcba"),
    ("__system/reviewState,n", "bcda"),
    ("__system/edits desc,n", "bdca"),
    ("__system/deletedAt,n", "bcda"),
    ("__id", "abcd"),
    # Without a value first, falling last.
    ("yes", "cbad"),
    ("yes desc", "dabc"),
    ("dec", "bcda"),
    ("dec desc", "adcb"),
    ("pick,n desc", "cdba"),
    ("pick desc,n", "abdc"),
)


@pytest.mark.parametrize(("by", "wanted"), ORDERS)
def test_it_sorts_as_central_does_and_pages_meet(village, sent, by, wanted):
    tool = Tool(village)
    assert in_order(tool, sent, by) == wanted
    assert in_order(tool, sent, by, top=2, skip=1) == wanted[1:3]
    names = {id_: name for name, id_ in sent.items()}
    for size in (1, 2, 3):
        assert "".join(names[id_] for id_ in follow(tool, tool.table(orderby=by, top=size))) == wanted
    assert in_order(tool, sent, by, filter="n ge 2") == wanted.replace("b", "")


def test_a_record_that_moves_meanwhile_opens_no_gap(village, sent):
    """The one on which a page ended is written: it moves to the end, and the next page still begins where it stood."""
    tool, gv = Tool(village), village.client("gv")
    by = "__system/updatedAt"
    first = tool.table(orderby=by, top=1)
    [last] = [one["__id"] for one in first["value"]]

    def between():
        gv.do(gv.mutation("put", record=last.removeprefix("uuid:"), set={"note": "Sửa giữa chừng"}))

    if last == sent["c"]:
        gv = village.client("gv2")
    found = follow(tool, first, between)
    assert set(sent.values()) <= set(found)


def test_texts_that_begin_alike_are_not_lost_between_pages(village, monkeypatch):
    monkeypatch.setattr("server.odk.ordering.COMPARED", 5)
    ids = [send(village, number=at, note=f"Tập huấn {at}") for at in range(5)]
    tool = Tool(village)
    assert sorted(follow(tool, tool.table(orderby="note", top=2))) == sorted(ids)


def test_more_than_a_page_in_memory_comes_whole(village, sent, monkeypatch):
    monkeypatch.setattr("server.odk.submissions.PAGE", 2)
    tool = Tool(village)
    assert in_order(tool, sent, "n desc") == "adcb"
    assert in_order(tool, sent, "n desc", top=3) == "adc"


def test_rows_follow_the_order_of_their_submissions(village):
    rows = [{"id": str(uuid4()), "name": name, "count": 1} for name in "xy"]
    ids = [send(village, number=at, rows=rows) for at in (2, 1)]
    tool = Tool(village)
    path = f"{DIRECT}.svc/Submissions.rows"
    whole = tool.table(path, orderby="n")
    assert [one["__Submissions-id"] for one in whole["value"]] == [ids[1], ids[1], ids[0], ids[0]]
    wanted = [one["__id"] for one in whole["value"]]
    assert [one["__id"] for one in whole["value"]] == follow(tool, tool.table(path, orderby="n", top=1)) == wanted


def test_what_cannot_order_is_refused(village, sent):
    tool = Tool(village)
    refused = (
        ("none", 501.5),
        ("picks", 501.5),
        ("n up", 501.5),
        ("n asc asc", 501.5),
        ("", 501.5),
        ("n,", 501.5),
        ("n,n,n,n,n", 501.4),
    )
    for text, code in refused:
        answer = tool.ask(f"{DIRECT}.svc/Submissions", orderby=text)
        assert (answer.status_code, answer.json["code"]) == (int(code), code), text


def test_a_link_of_another_order_is_refused(village, sent):
    tool = Tool(village)
    link = tool.table(orderby="n", top=1)["@odata.nextLink"]
    token = link.rpartition("skiptoken=")[2]
    for by in ("note", "n,note"):
        answer = tool.ask(f"{DIRECT}.svc/Submissions", orderby=by, skiptoken=token)
        assert (answer.status_code, answer.json["code"]) == (400, 400.35), by
