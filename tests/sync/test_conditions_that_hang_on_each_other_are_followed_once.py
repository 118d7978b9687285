"""Conditions that hang on each other take no longer than they are many; those that nobody could follow are refused."""

from sync.registers import parse_with_faults, visible_fields
from sync.registers.register import Register

BOTH = {"vi": "x", "en": "x"}


def chain(length: int, back: int) -> tuple[Register, list[str]]:
    """A register whose fields are each shown where the ``back`` before them are 1, and what is wrong with it."""
    fields = []
    for at in range(length):
        tree = [["=", {"field": f"f{one}"}, 1] for one in range(max(0, at - back), at)]
        when = {"when": ["and", *tree] if len(tree) > 1 else tree[0]} if tree else {}
        fields.append({"name": f"f{at}", "type": "integer", "label": BOTH, **when})
    top = {"key": "chain", "version": 1, "title": BOTH, "by": ["leader"], "period": "year", "review": ["department"]}
    return parse_with_faults(top | {"fields": fields})


def test_two_steps_back_sixty_times_are_decided():
    register, _ = chain(60, 2)
    assert visible_fields(register, dict.fromkeys(register.fields, 1)) == set(register.fields)
    assert visible_fields(register, {name: 1 for name in register.fields if name != "f3"}) == {"f0", "f1", "f2", "f3"}


def test_groups_eight_deep_may_stand_in_a_register_and_what_grows_without_end_may_not():
    assert chain(9, 9)[1] == []
    (first, *_) = chain(60, 2)[1]
    assert "no more than 500 are followed" in first
