"""A version is the log's rev and a chain; refused mutations leave no trace in either."""

import re

from .phone_probe import VERSION, applied, code, rev


def batch(phone, form, count):
    return [phone.put(form, set={"n": number}) for number in range(count)]


def test_a_version_is_a_rev_and_eight_characters(gv, direct):
    assert re.fullmatch(r"[1-9]\d*\.[A-Za-z0-9_-]{8}", gv.do(gv.put(direct))["version"])


def test_revs_follow_each_other_without_gaps(gv, direct):
    puts = batch(gv, direct, 5)
    outcomes = gv.exchange(*puts)["outcomes"]
    revs = [rev(applied(outcomes[one["id"]])) for one in puts]
    assert revs == list(range(revs[0], revs[0] + 5))


def test_refused_ones_take_none(gv, direct):
    first, last = batch(gv, direct, 2)
    bad = [
        gv.put(direct, set={"n": -1}),
        gv.verb("comment", first["id"][:-4] + "0000", text="Lời"),
        gv.verb("approve", first["id"]),
        gv.put("nosuch@1", set={"n": 1}),
    ]
    outcomes = gv.exchange(first, *bad, last)["outcomes"]
    assert all(code(outcomes[one["id"]]) for one in bad)
    assert rev(applied(outcomes[last["id"]])) == rev(applied(outcomes[first["id"]])) + 1


def test_a_known_mutation_takes_none(gv, direct):
    first, last = batch(gv, direct, 2)
    version = applied(gv.do(first))
    outcomes = gv.exchange(first, last)["outcomes"]
    assert outcomes[first["id"]]["version"] == version
    assert rev(applied(outcomes[last["id"]])) == rev(version) + 1


def test_put_with_submit_is_one_entry(gv, direct, forms):
    sent = gv.put(direct, set=forms.answers("probe_direct", gv), then="submit")
    after = gv.put(direct)
    outcomes = gv.exchange(sent, after)["outcomes"]
    assert rev(outcomes[after["id"]]["version"]) == rev(outcomes[sent["id"]]["version"]) + 1


def test_each_chain_differs(gv, direct):
    puts = batch(gv, direct, 20)
    outcomes = gv.exchange(*puts)["outcomes"]
    assert len({outcomes[one["id"]]["version"].split(".")[1] for one in puts}) == 20


def test_a_record_bears_the_version_of_its_last_entry(gv, direct):
    first = gv.put(direct, set={"n": 1})
    gv.do(first)
    second = gv.put(record=first["id"], after=first["id"], set={"n": 2})
    version = applied(gv.do(second))
    read = gv.read(first["id"])
    assert read["version"] == version
    assert max(read["history"], key=lambda entry: rev(entry["version"]))["version"] == version
    assert gv.pull().changes[first["id"]]["version"] == version


def test_other_records_do_not_move_it(gv, direct):
    first = gv.put(direct, set={"n": 1})
    version = applied(gv.do(first))
    gv.do(gv.put(direct, set={"n": 2}))
    assert gv.version(first["id"]) == version


def test_each_scope_counts_for_itself(gv, gv2, direct):
    before = rev(applied(gv.do(gv.put(direct))))
    for _ in range(3):
        applied(gv2.do(gv2.put(direct)))
    assert rev(applied(gv.do(gv.put(direct)))) == before + 1


def test_every_record_of_the_feed_has_a_version(gv):
    gv.cursor = None
    versions = [record["version"] for record in gv.pull().changes.values()]
    assert all(VERSION.match(version) for version in versions)
    assert len(set(versions)) == len(versions)
