"""What a phone months behind sends is checked by the version that it wrote; a newer form becomes the record's."""

from .phone_probe import applied, code, natural_id


def test_a_newer_form_becomes_the_records(ht2, gv2, forms):
    period = forms.half_years()[3]
    record = natural_id(ht2.unit, "probe", period)
    made = ht2.put("probe@1", record=record, period=period, set={"n": 1})
    applied(ht2.do(made))
    assert ht2.read(record)["form"] == "probe@1"
    newer = ht2.put("probe@2", record=record, period=period, after=made["id"], set={"more": "Thêm"})
    applied(ht2.do(newer))
    assert ht2.read(record)["form"] == "probe@2"
    older = ht2.put("probe@1", record=record, period=period, after=newer["id"], set={"note": "Máy cũ"})
    applied(ht2.do(older))
    seen = ht2.read(record)
    assert seen["form"] == "probe@2"
    assert seen["data"] == {"n": 1, "more": "Thêm", "note": "Máy cũ"}
    late = ht2.put("probe@1", record=record, period=period, after=older["id"], set={"more": "Không có"})
    assert code(ht2.do(late)) == "invalid"


def test_a_field_of_a_newer_version_is_unknown_to_the_older(ht2, forms):
    period = forms.half_years()[3]
    made = ht2.put("probe@1", record=natural_id(ht2.unit, "probe", period), period=period, set={"more": "Thêm"})
    assert code(ht2.do(made)) == "invalid"


def test_an_edit_without_form_keeps_the_records(gv, shared, direct):
    record, version = shared
    applied(gv.do(gv.put(record=record, base=version, set={"n": 4})))
    assert gv.read(record)["form"] == direct


def test_an_edit_may_name_the_form(gv, shared, direct):
    record, version = shared
    applied(gv.do(gv.put(direct, record=record, base=version, set={"n": 4})))
    assert gv.read(record)["data"]["n"] == 4


def test_a_record_stays_in_its_register(gv, shared, forms):
    record, version = shared
    outcome = gv.do(gv.put(forms.form("activity"), record=record, base=version, set={"title": "Nhầm sổ"}))
    assert code(outcome)
    assert gv.read(record)["form"].startswith("probe_direct@")
