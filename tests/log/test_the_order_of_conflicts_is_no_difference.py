"""A phone's JSON names fields in its own order, which the log does not keep: a check finds no difference in that."""

from tests.log.quarantine import differences
from tests.village import code


def test_two_fields_in_conflict_are_no_difference(village):
    gv, ht = village.client("gv"), village.client("ht")
    made = gv.put(then="submit")
    assert code(gv.do(made)) is None
    base = gv.read(made["id"])["version"]
    assert code(ht.do(ht.put(record=made["id"], base=base, set={"note": "Lãnh đạo", "n": 2}))) is None
    answer = gv.do(gv.put(record=made["id"], base=base, set={"note": "Thầy cô", "n": 3}))
    assert answer["conflicts"] == ["note", "n"]
    assert differences(village) == []
