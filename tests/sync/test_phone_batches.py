"""What a phone sends at a time, and what it does when that does not get through."""

import json

import pytest

from sync.phone import Phone
from sync.phone.batch import delay, encode

UNIT = "5c000000-0000-5000-8000-000000000001"


class Server:
    """Gives the ``replies`` in turn, and then applies everything; ``requests`` are the bodies that came."""

    def __init__(self, *replies):
        self.replies, self.requests, self.rev = list(replies), [], 0

    def __call__(self, body):
        self.requests.append(json.loads(json.dumps(body)))
        reply = self.replies.pop(0) if self.replies else None
        if isinstance(reply, Exception):
            raise reply
        if callable(reply) and (refusal := reply(body)):
            return refusal
        if isinstance(reply, tuple):
            return reply
        outcomes = {m["id"]: self.applied() for m in body.get("mutations", ())}
        answer = {"nonce": body["nonce"], "outcomes": outcomes, "cursor": "c", "more": False}
        return 200, {}, json.dumps(answer).encode()

    def applied(self):
        self.rev += 1
        return {"version": f"{self.rev}.aaaaaaaa", "status": "draft"}

    def sizes(self):
        return [len(body.get("mutations", ())) for body in self.requests]


def problem(status, code, **headers):
    return status, headers, json.dumps({"status": status, "code": code}).encode()


def phone_with(count, server, text="x", **settings):
    phone = Phone("me", server, scopes=[UNIT], chance=lambda: 1.0, **settings)
    for _ in range(count):
        phone.put(UNIT, form="probe@1", set={"note": text})
    return phone


def test_a_batch_is_200_mutations_then_grows():
    server = Server()
    assert phone_with(1200, server).sync()
    assert server.sizes() == [200, 500, 500]


def test_a_batch_is_64_kib_before_compression():
    server = Server()
    assert phone_with(120, server, text="x" * 1000).sync()
    sizes = [len(encode(body["mutations"])) for body in server.requests]
    assert 62 * 1024 < sizes[0] <= 64 * 1024
    assert len(sizes) == 2


def test_one_mutation_always_fits():
    server = Server()
    assert phone_with(2, server, text="x" * 100_000).sync()
    assert server.sizes() == [1, 1]


@pytest.mark.parametrize("refusal", [problem(413, "too_large"), problem(400, "malformed"), TimeoutError()])
def test_what_is_too_much_is_halved(refusal):
    server = Server(refusal, refusal)
    phone = phone_with(100, server)
    while not phone.all_sent:
        phone.exchange()
    assert server.sizes()[:3] == [100, 50, 25]
    assert len(phone.journal) == 100


def test_a_malformed_one_is_found_and_refused_alone():
    server = Server()
    phone = phone_with(40, server)
    bad = phone.put(UNIT, form="probe@1", set={"note": "bad"})[0]
    for _ in range(30):
        phone.put(UNIT, form="probe@1", set={"note": "good"})
    server.replies = [lambda body: problem(400, "malformed") if bad in json.dumps(body) else None] * 40
    assert phone.sync()
    assert [(item.id, item.outcome) for item in phone.refused] == [(bad, {"refused": {"code": "malformed"}})]
    assert len(phone.journal) == 70


def test_one_too_large_by_itself_holds_nobody_up():
    server = Server()
    phone = phone_with(5, server)
    large = phone.put(UNIT, form="probe@1", set={"note": "large"})[0]
    for _ in range(5):
        phone.put(UNIT, form="probe@1", set={"note": "small"})
    server.replies = [lambda body: problem(413, "too_large") if large in json.dumps(body) else None] * 40
    assert phone.sync()
    assert len(phone.journal) == 10
    assert [(item.id, item.outcome) for item in phone.refused] == [(large, {"refused": {"code": "too_large"}})]


def test_one_that_got_413_once_is_tried_again_by_itself_when_all_others_have_gone():
    server = Server(problem(413, "too_large"))
    phone = phone_with(1, server, batch_count=1)
    (first,) = phone.outbox
    phone.exchange()
    phone.put(UNIT, record=first.record, set={"note": "later"})
    other = phone.put(UNIT, form="probe@1", set={"note": "other"})[0]
    assert phone.sync()
    assert not phone.refused
    assert [[m["id"] for m in body["mutations"]] for body in server.requests[:3]] == [[first.id], [other], [first.id]]


def test_retries_back_off_from_two_seconds_to_five_minutes_with_jitter():
    assert [delay(failures, lambda: 1.0) for failures in (0, 1, 2, 5, 6, 7, 99)] == [4, 8, 16, 128, 256, 300, 300]
    assert [delay(failures, lambda: 0.0) for failures in (0, 1, 2, 99)] == [2, 4, 8, 150]


def test_phones_that_a_server_asked_to_wait_as_long_come_back_one_after_the_other_and_none_too_soon():
    assert [delay(0, lambda chance=chance: chance, 60) for chance in (0.0, 0.5, 1.0)] == [60, 75, 90]
    assert delay(9, lambda: 0.0, 1) == 150


def test_a_failure_sets_the_next_try_and_a_success_clears_it():
    server = Server(ConnectionError(), ConnectionError(), problem(429, "slow_down", **{"Retry-After": "90"}))
    phone = phone_with(1, server)
    failures = []
    for _ in range(4):
        phone.exchange()
        failures.append((phone.problem, phone.next_try))
    assert failures == [("network", 4), ("network", 8), ("slow_down", 135), (None, 0)]


def test_while_the_server_can_write_nothing_it_waits_as_long_as_it_is_told_and_then_goes_on():
    server = Server(problem(503, "read_only", **{"Retry-After": "60"}))
    phone = phone_with(3, server)
    assert not phone.sync()
    assert (phone.problem, phone.next_try, len(phone.outbox), phone.refused) == ("read_only", 90, 3, ())
    assert phone.sync()
    assert (phone.problem, phone.all_sent) == (None, True)


@pytest.mark.parametrize("status", [401, 403, 426, 500, 502, 503])
def test_no_refusal_of_the_whole_loses_anything(status):
    server = Server(problem(status, "any"))
    phone = phone_with(3, server)
    assert not phone.sync()
    assert (len(phone.outbox), phone.refused, phone.problem) == (3, (), "any")
    assert phone.sync()
    assert phone.all_sent


@pytest.mark.parametrize(
    "answer",
    [
        (200, {}, b"<html>Wi-Fi</html>"),
        (200, {}, b""),
        (200, {}, b"[1]"),
        (200, {}, b'{"nonce": "another", "cursor": "c"}'),
        lambda body: (200, {}, json.dumps({"nonce": body["nonce"]}).encode()),
        lambda body: (200, {}, json.dumps({"nonce": body["nonce"], "cursor": "c", "changes": [7]}).encode()),
        lambda body: (202, {}, json.dumps({"nonce": body["nonce"], "cursor": "c"}).encode()),
    ],
)
def test_only_an_answer_is_believed(answer):
    phone = phone_with(2, Server(answer))
    before = phone.dump()
    assert not phone.exchange()
    after = phone.dump()
    kept = ("copies", "cursor", "journal", "refused", "safe")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert [item["mutation"] for item in after["outbox"]] == [item["mutation"] for item in before["outbox"]]


def test_what_was_sent_is_frozen_even_if_nobody_answered():
    server = Server(ConnectionError())
    phone = phone_with(1, server)
    (first,) = phone.outbox
    phone.exchange()
    assert phone.put(UNIT, record=first.id, set={"note": "new"}) != [first.id]
    assert phone.sync()
    bodies = [body["mutations"][0] for body in server.requests]
    assert bodies[0] == bodies[1]


def test_known_outcomes_are_confirmed_by_id_500_at_a_time():
    revs = iter(range(1, 10_000))

    def without_records(body):
        outcomes = {m["id"]: {"version": f"{next(revs)}.aaaaaaaa"} for m in body.get("mutations", ())}
        return 200, {}, json.dumps({"nonce": body["nonce"], "outcomes": outcomes, "cursor": "c"}).encode()

    server = Server(*[without_records] * 9)
    phone = phone_with(600, server, batch_count=300)
    for _ in range(3):
        assert phone.exchange()
    confirms = [body.get("confirm", {}).get(UNIT, []) for body in server.requests]
    assert [len(ids) for ids in confirms] == [0, 300, 500]
    assert server.sizes() == [300, 300, 0]
    assert not phone.all_sent


def test_one_that_waits_holds_nobody_up_and_keeps_its_order():
    phone = phone_with(1, Server(), batch_count=2)
    (first,) = phone.outbox
    wait = json.dumps({"wait": True})

    def waits(body):
        outcomes = {m["id"]: json.loads(wait) for m in body["mutations"]}
        return 200, {}, json.dumps({"nonce": body["nonce"], "outcomes": outcomes, "cursor": "c"}).encode()

    phone.transport.replies = [waits]
    assert phone.sync()
    phone.put(UNIT, record=first.id, set={"n": 1})
    others = [phone.put(UNIT, form="probe@1", set={"n": 2})[0] for _ in range(3)]
    phone.transport.requests.clear()
    assert phone.sync()
    sent = [m["id"] for body in phone.transport.requests for m in body.get("mutations", ())]
    assert sent[:3] == others
    assert sent[3] == first.id
    assert len(sent) == 5


def test_the_queue_is_sent_when_it_has_changed():
    server = Server()
    phone = phone_with(3, server, batch_count=2)
    for _ in range(3):
        phone.exchange()
    oldest = phone.journal[2].mutation["at"]
    assert [body.get("queue") for body in server.requests] == [
        {"mutations": 1, "photos": 0, "oldest": oldest},
        {"mutations": 0, "photos": 0},
        None,
    ]


def test_with_nothing_to_send_a_request_is_small():
    server = Server()
    phone = phone_with(0, server)
    phone.exchange()
    phone.exchange()
    assert server.requests[1].keys() == {"protocol", "nonce", "now", "cursor"}
