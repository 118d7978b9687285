"""Whatever is too large, malformed, lost or told to wait: of one record, nothing is sent before what precedes it."""

import json

from hypothesis import given
from hypothesis import strategies as st

from sync.phone import Phone
from sync.phone.batch import encode

UNIT = "5c000000-0000-5000-8000-000000000001"
APPLIED = ("applied",)

sizes = st.sampled_from([1, 300, 900])
edits = st.tuples(st.just("edit"), st.integers(0, 2), sizes)
exchanges = st.tuples(
    st.just("exchange"),
    st.sampled_from(["answer", "answer", 413, 400, "timeout", "network"]),
    st.lists(st.sampled_from(["applied", "refused", "wait"]), min_size=1, max_size=5),
)


class Server:
    """Answers as each step says; bodies larger than it takes get 413. ``overtaken``: what was sent out of order."""

    def __init__(self, most_bytes, loses=False):
        self.most_bytes, self.loses = most_bytes, loses
        self.step, self.replies, self.rev = "answer", APPLIED, 0
        self.overtaken = []

    def __call__(self, body):
        mutations = body.get("mutations", [])
        self.check([mutation["id"] for mutation in mutations])
        if self.step in ("timeout", "network"):
            raise TimeoutError if self.step == "timeout" else ConnectionError
        status = 413 if len(encode(mutations)) > self.most_bytes else self.step
        if status != "answer":
            return status, {}, json.dumps({"code": "any"}).encode()
        outcomes = {mutation["id"]: self.reply(place) for place, mutation in enumerate(mutations)}
        for ids in body.get("confirm", {}).values():
            outcomes |= {id_: {"unknown": True} if self.loses else {"version": "1.aaaaaaaa"} for id_ in ids}
        return 200, {}, json.dumps({"nonce": body["nonce"], "cursor": "c", "outcomes": outcomes}).encode()

    def reply(self, place):
        self.rev += 1
        kind = self.replies[place % len(self.replies)]
        if kind == "applied":
            return {"version": f"{self.rev}.aaaaaaaa"}
        return {"wait": True} if kind == "wait" else {"refused": {"code": "locked"}}

    def check(self, ids):
        """Of each mutation sent, all before it on its record are earlier in the request, or no longer to be sent."""
        unsent = [item for item in self.phone.outbox if not item.version]
        record = {item.id: item.record for item in unsent}
        for place, id_ in enumerate(ids):
            chain = [item.id for item in sorted(unsent, key=lambda item: item.n) if item.record == record[id_]]
            self.overtaken += set(chain[: chain.index(id_)]) - set(ids[:place])


def phone_on(server, **settings):
    server.phone = Phone("me", server, scopes=[UNIT], chance=lambda: 1.0, **settings)
    return server.phone


def write(phone, records, which, size):
    """Make the record of that number, or edit it."""
    known = {"record": records[which]} if which in records else {"form": "probe@1"}
    ids = phone.put(UNIT, set={"note": "x" * size}, **known)
    records.setdefault(which, ids[0])


@given(
    steps=st.lists(edits | exchanges, max_size=40),
    most_bytes=st.sampled_from([400, 700, 1500, 100_000]),
    batch_bytes=st.sampled_from([300, 1200, 64 * 1024]),
    loses=st.booleans(),
)
def test_no_mutation_is_sent_before_one_that_precedes_it_on_its_record(steps, most_bytes, batch_bytes, loses):
    server, records = Server(most_bytes, loses), {}
    phone = phone_on(server, batch_bytes=batch_bytes)
    for step, what, how in steps:
        if step == "edit":
            write(phone, records, what, how)
        else:
            server.step, server.replies = what, how
            phone.exchange()
    assert server.overtaken == []


@given(made=st.lists(st.tuples(st.integers(0, 2), sizes), min_size=1, max_size=12))
def test_a_sync_leaves_nothing_unsent_however_large(made):
    server, records = Server(700), {}
    phone = phone_on(server)
    for which, size in made:
        write(phone, records, which, size)
    phone.sync()
    assert all(item.version for item in phone.outbox)
    assert server.overtaken == []
