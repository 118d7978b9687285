"""What a put does to a record's content: nothing is overwritten unseen, and nobody conflicts with themselves."""

from hypothesis import given
from hypothesis import strategies as st

from sync.merge import Content, Put, Seen, lay, put

NOTHING_SEEN = Seen(0, frozenset())


def change(mutation="m9", rev=9, **parts):
    return Put(mutation, rev, "ann", "2026-11-23T08:00:00+07:00", **parts)


def written(value, writer=(5, "m5"), name="n"):
    return Content({name: value}, {name: [list(writer)]})


def test_a_value_in_the_writers_past_is_replaced():
    content, effect = put(written(1), Seen(5, frozenset()), change(set={"n": 2}))
    assert content.data == {"n": 2}
    assert content.writers == {"n": [[9, "m9"]]}
    assert effect.conflicts == []


def test_a_value_written_unseen_stays_and_the_other_is_kept_beside_it():
    content, effect = put(written(1), Seen(4, frozenset()), change(set={"n": 2}))
    assert content.data == {"n": 1}
    assert content.conflicts == {"n": {"m9": {"value": 2, "by": "ann", "at": "2026-11-23T08:00:00+07:00"}}}
    assert effect.conflicts == ["n"]


def test_an_unseen_clearing_is_a_write_too():
    cleared, _ = put(written(1), Seen(5, frozenset()), change("m6", 6, set={"n": None}))
    content, effect = put(cleared, Seen(5, frozenset()), change(set={"n": 2}))
    assert content.data == {}
    assert effect.conflicts == ["n"]


def test_an_equal_value_changes_nothing_and_its_writer_stays():
    content, effect = put(written(1), NOTHING_SEEN, change(set={"n": 1}))
    assert content.writers == {"n": [[5, "m5"]]}
    assert effect.conflicts == []


def test_ones_own_chain_is_seen_and_its_alternatives_are_replaced():
    first, _ = put(written(1), Seen(4, frozenset()), change("m6", 6, set={"n": 2}))
    content, effect = put(first, Seen(4, frozenset({"m6"})), change("m7", 7, set={"n": 3}))
    assert set(content.conflicts["n"]) == {"m7"}
    assert effect.ended


def test_resolving_clears_the_named_alternatives_and_no_others():
    before = written(1)
    before.conflicts = {"n": {"a": {"value": 2}, "b": {"value": 3}}}
    content, effect = put(before, Seen(8, frozenset()), change(resolves={"n": ["a", "unknown"]}))
    assert set(content.conflicts["n"]) == {"b"}
    assert effect.ended


def test_an_alternative_that_ended_is_not_forgotten_over_one_that_stays_in_a_later_field():
    before = Content({"n": 1, "m": 1}, {"n": [[5, "m5"]], "m": [[5, "m5"]]})
    before.conflicts = {"n": {"mine": {"value": 2}}, "m": {"theirs": {"value": 2}}}
    content, effect = put(before, Seen(5, frozenset({"mine"})), change(set={"n": 3, "m": 3}))
    assert content.conflicts == {"m": {"theirs": {"value": 2}}}
    assert effect.ended


NAMES = st.sampled_from(["n", "m", "o"])
IDS = st.sampled_from(["a", "b", "c"])


@given(
    conflicts=st.dictionaries(NAMES, st.dictionaries(IDS, st.just({"value": 2}), min_size=1)),
    chain=st.frozensets(IDS),
    sets=st.dictionaries(NAMES, st.integers(1, 3)),
    resolves=st.dictionaries(NAMES, st.lists(IDS)),
)
def test_a_put_says_whether_it_ended_an_alternative(conflicts, chain, sets, resolves):
    before = Content({"n": 1}, {"n": [[9, "later"]]}, conflicts)
    content, effect = put(before, Seen(5, chain), change(set=sets, resolves=resolves))
    gone = [(name, id_) for name, ids in conflicts.items() for id_ in ids if id_ not in content.conflicts.get(name, {})]
    assert effect.ended == bool(gone)
    assert set(gone) == {
        (name, id_)
        for name, ids in conflicts.items()
        for id_ in ids
        if id_ in resolves.get(name, []) or (name in sets and id_ in chain)
    }


def test_add_and_remove_never_conflict_and_count_as_writes_for_later_sets():
    before = written(["x"], name="l")
    added, effect = put(before, NOTHING_SEEN, change("m6", 6, add={"l": ["y", "x"]}))
    assert added.data == {"l": ["x", "y"]}
    assert effect.conflicts == []
    mine, _ = put(added, NOTHING_SEEN, change("m7", 7, add={"l": ["z"]}))
    content, effect = put(mine, Seen(5, frozenset({"m7"})), change("m8", 8, set={"l": []}))
    assert content.data == {"l": ["x", "y", "z"]}
    assert effect.conflicts == ["l"]


def test_an_emptied_list_is_empty_and_a_cleared_field_is_absent():
    content, _ = put(written(["x"], name="l"), NOTHING_SEEN, change(remove={"l": ["x"]}))
    assert content.data == {"l": []}
    content, _ = put(written(1), Seen(9, frozenset()), change(set={"n": None}))
    assert content.data == {}


def test_set_comes_before_add_and_add_before_remove():
    content, _ = put(Content(), NOTHING_SEEN, change(set={"l": ["a"]}, add={"l": ["b"]}, remove={"l": ["a"]}))
    assert content.data == {"l": ["b"]}
    assert lay({}, {"l": ["a"]}, {"l": ["b"]}, {"l": ["a"]}) == {"l": ["b"]}


def test_the_content_before_is_left_as_it_was():
    before = written(1)
    put(before, Seen(5, frozenset()), change(set={"n": 2}, add={"l": ["x"]}))
    assert before == written(1)
