"""Many at once: applied once, every value kept, nothing missed by a reader."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from .phone_probe import applied, rev


def at_once(*jobs):
    """Run all jobs from one start line; their results in order."""
    line = Barrier(len(jobs))

    def run(job):
        line.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_one_batch_sent_from_many_threads_is_applied_once(gv, direct):
    batch = [gv.put(direct, set={"n": number}) for number in range(10)]
    answers = at_once(*[partial(gv.clone().exchange, *batch) for _ in range(6)])
    for one in batch:
        assert len({answer["outcomes"][one["id"]]["version"] for answer in answers}) == 1
        assert len(gv.read(one["id"])["history"]) == 1


def test_an_edit_sent_from_many_threads_is_applied_once(gv, shared):
    record, version = shared
    edit = gv.put(record=record, base=version, set={"n": 3})
    before = len(gv.read(record)["history"])
    outcomes = at_once(*[partial(gv.clone().do, edit) for _ in range(8)])
    assert len({applied(outcome) for outcome in outcomes}) == 1
    assert not any(outcome.get("conflicts") for outcome in outcomes)
    assert len(gv.read(record)["history"]) == before + 1


def test_many_writers_of_one_field_lose_no_value(gv, gvb, ht, shared):
    record, version = shared
    puts = [
        (phone, phone.put(record=record, base=version, set={"n": 10 + number}))
        for number, phone in enumerate([gv, gvb, ht] * 4)
    ]
    outcomes = at_once(*[partial(phone.clone().do, put) for phone, put in puts])
    revs = sorted(rev(applied(outcome)) for outcome in outcomes)
    assert len(set(revs)) == 12
    seen = gv.read(record)
    kept = [entry["value"] for entry in seen["conflicts"]["n"].values()]
    assert sorted([seen["data"]["n"], *kept]) == [10 + number for number in range(12)]
    assert sum(not outcome.get("conflicts") for outcome in outcomes) == 1


def test_many_writers_of_different_fields_all_win(gv, gvb, ht, shared):
    record, version = shared
    values = {"n": 2, "big": "Dài", "dec": 1.5, "pick": "b", "yes": True, "m": 800}
    puts = [
        (phone, phone.put(record=record, base=version, set={field: values[field]}))
        for phone, field in zip([gv, gvb, ht] * 2, values, strict=True)
    ]
    at_once(*[partial(phone.clone().do, put) for phone, put in puts])
    seen = gv.read(record)
    assert not seen["conflicts"]
    assert seen["data"].items() >= values.items()


def test_unseen_adds_from_many_phones_are_all_kept(gv, gvb, ht, shared):
    record, _ = shared
    values = zip([gv, gvb, ht], "abc", strict=True)
    puts = [(phone, phone.put(record=record, add={"picks": [value]})) for phone, value in values]
    at_once(*[partial(phone.clone().do, put) for phone, put in puts])
    assert sorted(gv.read(record)["data"]["picks"]) == ["a", "b", "c"]


def test_a_puller_misses_nothing_while_others_write(gv, gvb, ht, direct, forms):
    made = {
        phone: [phone.put(direct, set=forms.answers("probe_direct", phone), then="submit") for _ in range(20)]
        for phone in (gv, gvb)
    }
    expected = {one["id"] for batch in made.values() for one in batch}
    reader, seen = ht.clone(), []

    def write(phone, batch):
        for one in batch:
            applied(phone.do(one))

    def read():
        while not all(future.done() for future in writers):
            answer = reader.exchange()
            reader.cursor = answer["cursor"]
            seen.extend(record["id"] for record in answer["changes"])

    with ThreadPoolExecutor(2) as pool:
        writers = [pool.submit(write, phone, batch) for phone, batch in made.items()]
        read()
        for future in writers:
            future.result()
    seen.extend(reader.pull().changes)
    assert sorted(seen) == sorted(expected)


def test_approval_and_edit_at_once_bind_each_other(gv, so, stage):
    for number in range(6):
        record = stage.reach("submitted", "probe_direct")
        base = gv.version(record)
        verdict = so.verb("approve", record, unit=gv.unit, base=base)
        edit = gv.put(record=record, base=base, set={"n": 100 + number})
        at_once(partial(so.do, verdict), partial(gv.do, edit))
        seen = gv.read(record)
        assert (seen["status"], seen["data"]["n"]) in {("approved", 1), ("submitted", 100 + number)}
