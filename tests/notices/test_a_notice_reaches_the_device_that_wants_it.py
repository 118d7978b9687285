"""A device whose person said so is sent what has come for them, encrypted for it alone, and nothing of anybody; one tap
ends it."""

import pytest

from tests.notices.inbox import decide, inbox, sent
from tests.village import Village

WHY = {"text": "Em Lò Thị Mai chưa có trong danh sách"}


@pytest.fixture
def gv(village: Village, service, pushed):
    """A teacher's device that wants notices."""
    client = village.client("gv")
    assert client.send("PUT", "/api/push", service.browser()).status_code == 204
    pushed()
    return client


def returned(village: Village, note="Giàng A Súa 5 tuổi") -> str:
    record = sent(village, "gv", set={"note": note, "n": 1, "day": "2026-10-05"})
    decide(village, "so", record, "return", **WHY)
    return record


def test_it_says_what_and_where_and_names_nobody(village: Village, service, pushed, gv):
    record = returned(village)
    assert pushed() == 1
    [message] = service.messages
    assert message["title"] == "Bản ghi cần sửa lại"
    assert message["body"] == "Biểu thử gửi thẳng"
    assert (message["url"], message["needs"]) == (f"/ban-ghi/{record}?cho={village.accounts['gv']}", 1)
    assert not {"Súa", "Mai", "gv", "so"} & {*str(message).replace("'", " ").split()}
    [claims] = service.claims
    assert claims["aud"] == service.origin
    assert claims["key"] == gv.get("/api/push").json["key"]
    assert service.headers[0]["TTL"] == "259200"
    assert pushed() == 0


def test_it_is_off_until_somebody_says_so_and_again_after_one_tap(village: Village, service, pushed, gv):
    assert village.client("gvb").get("/api/push").json["on"] is False
    assert gv.get("/api/push").json["on"] is True
    assert gv.send("DELETE", "/api/push").status_code == 204
    assert gv.get("/api/push").json["on"] is False
    returned(village)
    assert pushed() == 0
    assert service.messages == []


def test_what_was_there_before_or_is_read_already_is_not_sent(village: Village, service, pushed):
    returned(village)
    client = village.client("gv")
    client.send("PUT", "/api/push", service.browser())
    assert pushed() == 0
    returned(village)
    unread = [one["id"] for one in inbox(village, "gv")]
    assert client.post("/api/notices/read", {"notices": unread}).status_code == 204
    assert pushed() == 0


def test_several_are_one_message_in_the_devices_language(village: Village, service, pushed, gv):
    gv.send("PUT", "/api/push", service.browser(language="en", desk=True))
    records = [returned(village), returned(village)]
    decide(village, "so", sent(village, "gv"), "approve")
    assert pushed() == 1
    [message] = service.messages
    url = f"/so/thong-bao?cho={village.accounts['gv']}"
    assert (message["title"], message["url"], message["needs"]) == ("3 new things in Lan Tỏa", url, 2)
    assert not any(record in str(message) for record in records)


def test_nobody_else_is_sent_it(village: Village, service, pushed, gv):
    for name in ("gvb", "ht", "gv2", "so", "admin"):
        village.client(name).send("PUT", "/api/push", service.browser(name))
    pushed()
    returned(village)
    assert pushed() == 1


def test_a_colleague_who_shares_the_phone_is_sent_their_own(village: Village, service, pushed, gv):
    village.client("gvb").send("PUT", "/api/push", service.browser())
    pushed()
    returned(village)
    assert pushed() == 1
