"""Paging through OData by its links gives each record that was there exactly once, whatever is written meanwhile."""

from urllib.parse import urlsplit

from tests.odk.asking import DIRECT, Tool, send


def follow(tool, answer, between=lambda: None):
    found = [one["__id"] for one in answer["value"]]
    while link := answer.get("@odata.nextLink"):
        between()
        parts = urlsplit(link)
        answer = tool.http.get(f"{parts.path}?{parts.query}", headers=tool.headers).json
        found += [one["__id"] for one in answer["value"]]
    return found


def test_the_newest_stands_first_and_windows_meet(village):
    sent = [send(village, number=number) for number in range(7)][::-1]
    tool = Tool(village)
    assert tool.ids() == sent
    assert tool.ids(top=3) == sent[:3]
    assert tool.ids(top=3, skip=3) == sent[3:6]
    assert tool.ids(skip=6) == sent[6:]
    assert tool.ids(skip=7) == []
    assert "@odata.nextLink" not in tool.table(top=7)
    assert follow(tool, tool.table(top=2)) == sent
    assert follow(tool, tool.table(top=2, skip=1)) == sent[1:]


def test_nothing_is_missed_or_given_twice_under_writes(village):
    sent = [send(village, number=number) for number in range(6)][::-1]
    tool, gv = Tool(village), village.client("gv")

    def between():
        send(village, "gv2", number=99)
        changed = gv.mutation("put", record=sent[5].removeprefix("uuid:"), set={"note": "Sửa giữa chừng"})
        gv.do(changed)

    assert follow(tool, tool.table(top=2), between) == sent


def test_a_link_goes_on_after_its_record_is_gone(village):
    sent = [send(village, number=number) for number in range(4)][::-1]
    tool, gv = Tool(village), village.client("gv")

    def between():
        gv.do(gv.mutation("withdraw", record=sent[1].removeprefix("uuid:")))

    assert follow(tool, tool.table(top=2), between) == sent


def test_all_are_counted_and_none_may_be_asked_for(village):
    for number in range(3):
        send(village, number=number)
    tool = Tool(village)
    assert tool.table(top=1, count="true")["@odata.count"] == 3
    assert tool.table(top=0, count="true") == {
        "value": [],
        "@odata.context": f"http://localhost{DIRECT}.svc/$metadata#Submissions",
        "@odata.count": 3,
    }
    assert "@odata.count" not in tool.table(count="false")


def test_a_link_that_nobody_gave_is_refused(village):
    tool = Tool(village)
    for token in ("x", "01", "01e30", "02eyJpbnN0YW5jZUlkIjoiMSJ9", "01eyJpbnN0YW5jZUlkIjoiMSJ9"):
        answer = tool.ask(f"{DIRECT}.svc/Submissions", skiptoken=token)
        assert (answer.status_code, answer.json["code"]) == (400, 400.35), token
    for name in ("top", "skip"):
        assert tool.ask(f"{DIRECT}.svc/Submissions", **{name: "-1"}).json["code"] == 400.8


def test_more_than_a_page_in_memory_comes_whole(village, monkeypatch):
    monkeypatch.setattr("server.odk.submissions.PAGE", 2)
    sent = [send(village, number=number) for number in range(5)][::-1]
    tool = Tool(village)
    assert tool.ids() == sent
    assert tool.ids(top=3) == sent[:3]
    assert [one["instanceId"] for one in tool.ask(f"{DIRECT}/submissions").json] == sent
