"""Values of a multi-valued field are added and taken away in log order and never conflict."""

import pytest

from .phone_probe import applied, code


def test_unseen_adds_are_all_kept(gv, gvb, shared):
    record, version = shared
    assert not gvb.do(gvb.put(record=record, base=version, add={"picks": ["b"]})).get("conflicts")
    assert not gv.do(gv.put(record=record, base=version, add={"picks": ["a"]})).get("conflicts")
    assert sorted(gv.read(record)["data"]["picks"]) == ["a", "b"]


def test_add_without_base_does_not_conflict(gv, gvb, shared):
    record, _ = shared
    gvb.do(gvb.put(record=record, add={"picks": ["b"]}))
    assert not gv.do(gv.put(record=record, remove={"picks": ["b"]})).get("conflicts")
    assert gv.read(record)["data"]["picks"] == []


def test_a_value_already_there_adds_nothing(gv, shared):
    record, version = shared
    first = gv.put(record=record, base=version, add={"picks": ["a", "c"]})
    again = gv.put(record=record, base=version, after=first["id"], add={"picks": ["c", "a"]})
    gv.exchange(first, again)
    assert sorted(gv.read(record)["data"]["picks"]) == ["a", "c"]


def test_set_then_add_then_remove_within_one_put(gv, shared):
    record, version = shared
    applied(
        gv.do(
            gv.put(
                record=record, base=version, remove={"picks": ["a"]}, add={"picks": ["b"]}, set={"picks": ["a", "c"]}
            )
        )
    )
    assert sorted(gv.read(record)["data"]["picks"]) == ["b", "c"]


def test_added_and_removed_in_one_put_is_gone(gv, shared):
    record, version = shared
    applied(gv.do(gv.put(record=record, base=version, add={"picks": ["a", "b"]}, remove={"picks": ["a"]})))
    assert gv.read(record)["data"]["picks"] == ["b"]


def test_an_emptied_list_is_an_empty_list(gv, shared):
    record, version = shared
    first = gv.put(record=record, base=version, set={"picks": ["a"]})
    gv.exchange(first, gv.put(record=record, base=version, after=first["id"], remove={"picks": ["a"]}))
    assert gv.read(record)["data"]["picks"] == []


def test_a_later_unseen_set_conflicts_with_an_add(gv, gvb, shared):
    record, version = shared
    gvb.do(gvb.put(record=record, base=version, add={"picks": ["b"]}))
    late = gv.put(record=record, base=version, set={"picks": ["c"]})
    assert gv.do(late)["conflicts"] == ["picks"]
    seen = gv.read(record)
    assert seen["data"]["picks"] == ["b"]
    assert seen["conflicts"]["picks"][late["id"]]["value"] == ["c"]


def test_a_later_unseen_set_conflicts_with_a_remove(gv, gvb, shared):
    record, version = shared
    newer = applied(gv.do(gv.put(record=record, base=version, set={"picks": ["a", "b"]})))
    gvb.do(gvb.put(record=record, base=newer, remove={"picks": ["a"]}))
    assert gv.do(gv.put(record=record, base=newer, set={"picks": ["c"]}))["conflicts"] == ["picks"]


def test_a_set_that_saw_the_add_replaces_it(gv, gvb, shared):
    record, version = shared
    newer = applied(gvb.do(gvb.put(record=record, base=version, add={"picks": ["b"]})))
    assert not gv.do(gv.put(record=record, base=newer, set={"picks": ["c"]})).get("conflicts")
    assert gv.read(record)["data"]["picks"] == ["c"]


def test_persons_are_added_by_value(gv, ht, shared):
    record, version = shared
    applied(gv.do(gv.put(record=record, base=version, add={"whom": [ht.account]})))
    assert ht.account in gv.read(record)["data"]["whom"]


@pytest.mark.parametrize("how", ["add", "remove"])
@pytest.mark.parametrize("field", ["n", "note", "pick", "rows", "nosuch"])
def test_only_multi_valued_fields_take_it(gv, shared, how, field):
    record, version = shared
    assert code(gv.do(gv.put(record=record, base=version, **{how: {field: ["a"]}}))) == "invalid"


@pytest.mark.parametrize("values", [["z"], "a", {"a": 1}, [1], [None], [["a"]]])
def test_only_values_of_the_field_are_added(gv, shared, values):
    record, version = shared
    assert code(gv.do(gv.put(record=record, base=version, add={"picks": values}))) == "invalid"
