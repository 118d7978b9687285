"""One record per unit and period: phones that never met converge on it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from .phone_probe import applied, code, natural_id, uuid7


def only(phone, form, period, **members):
    """The put of this unit's one record in a period."""
    return phone.put(form, record=natural_id(phone.unit, "probe", period), period=period, **members)


def test_two_phones_converge_on_one_record(gv, gvb, forms):
    period = forms.half_years()[0]
    form = forms.form("probe")
    first = only(gv, form, period, set={"note": "Của An", "n": 1, "picks": ["a"]})
    second = only(gvb, form, period, set={"note": "Của Bình", "n": 1}, add={"picks": ["b"]})
    record = first["record"]
    applied(gv.do(first))
    outcome = gvb.do(second)
    assert outcome["conflicts"] == ["note"]
    seen = gvb.read(record)
    assert seen["author"] == gv.account
    assert seen["period"] == period
    assert seen["status"] == "draft"
    assert seen["data"] == {"note": "Của An", "n": 1, "picks": ["a", "b"]}
    assert seen["conflicts"]["note"][second["id"]]["value"] == "Của Bình"
    again = only(gv, form, period, after=first["id"], set={"n": 2})
    assert not gv.do(again).get("conflicts")
    assert gvb.pull().changes[record]["data"]["n"] == 2


def test_created_at_once_from_two_phones(gv2, ht2, forms):
    period = forms.half_years()[0]
    puts = [(phone, only(phone, forms.form("probe"), period, set={"n": n})) for phone, n in ((gv2, 7), (ht2, 8))]
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda sent: sent[0].do(sent[1]), puts))
    assert sorted(bool(outcome.get("conflicts")) for outcome in outcomes) == [False, True]
    assert all(applied(outcome) for outcome in outcomes)


def test_other_schools_have_their_own(gv, gv2, ht2, forms):
    period = forms.half_years()[1]
    mine = only(gv2, forms.form("probe"), period, set={"n": 3})
    applied(gv2.do(mine))
    assert mine["record"] != natural_id(gv.unit, "probe", period)
    assert ht2.read(mine["record"])["data"] == {"n": 3}
    assert not gv.sees(mine["record"])


def test_a_deleted_one_is_restored_by_who_had_not_seen_the_delete(gv2, ht2, forms):
    period = forms.half_years()[2]
    mine = only(gv2, forms.form("probe"), period, set={"n": 3})
    seen = applied(gv2.do(mine))
    applied(gv2.do(gv2.verb("delete", mine["record"], base=seen)))
    applied(ht2.do(only(ht2, forms.form("probe"), period, base=seen, set={"big": "Vẫn cần"})))
    after = ht2.read(mine["record"])
    assert (after["status"], after["data"]) == ("draft", {"n": 3, "big": "Vẫn cần"})


@pytest.mark.parametrize("wrong", ["random", "omitted", "other period", "other unit", "other register"])
def test_an_id_that_does_not_follow_is_invalid(gv, gv2, forms, wrong):
    period, other = forms.half_years()[:2]
    record = {
        "random": uuid7(),
        "other period": natural_id(gv.unit, "probe", other),
        "omitted": None,
        "other unit": natural_id(gv2.unit, "probe", period),
        "other register": natural_id(gv.unit, "probe_direct", period),
    }[wrong]
    made = gv.put(forms.form("probe"), record=record, period=period, set={"big": "Sai"})
    assert code(gv.do(made)) == "invalid"


@pytest.mark.parametrize("period", [None, "", "never", "2026-2027"])
def test_a_period_must_be_carried_and_be_one_of_the_register(gv, forms, period):
    record = natural_id(gv.unit, "probe", period or "")
    outcome = gv.do(gv.put(forms.form("probe"), record=record, period=period, set={"big": "Sai"}))
    assert code(outcome) == "invalid"


@pytest.mark.parametrize("version", ["v4", "v5", "v1"])
def test_other_records_ids_are_version_seven(gv, direct, version):
    record = {
        "v4": "6b1cbb0e-6c3a-4f0e-9f3e-0d2a4f6f8a11",
        "v5": natural_id(gv.unit, "probe_direct", "2026-2027"),
        "v1": "c232ab00-9414-11ec-b3c8-9e6bdeced846",
    }[version]
    assert code(gv.do(gv.put(direct, record=record, set={"n": 1}))) == "invalid"


def test_who_may_not_create_it_may_not_put_it(so, xa, gv, forms):
    period = forms.half_years()[0]
    for phone in (so, xa):
        made = phone.put(
            forms.form("probe"), unit=gv.unit, record=natural_id(gv.unit, "probe", period), period=period, set={"n": 9}
        )
        assert code(phone.do(made)) in {"forbidden", "unknown_record"}
