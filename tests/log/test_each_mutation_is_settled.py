"""What becomes of one mutation and what its record shows afterwards, in one process: the certificate in
``tests/conformance`` asks the same of a running server."""

from server.log.restores import Restores
from server.models.log import Restore
from server.models.periods import Closing
from server.platform.clock import now
from server.platform.database import read, write
from sync.protocol.ids import natural_id
from tests.village import code


def submitted(client):
    """A record that was submitted, and the version that its client had then."""
    put = client.put(then="submit")
    outcome = client.do(put)
    assert outcome["status"] == "submitted", outcome
    return put["id"], outcome["version"]


def test_an_id_that_is_none_is_refused_with_its_member(village):
    gv = village.client("gv")
    outcome = gv.do(gv.put() | {"id": "x"})
    assert code(outcome) == "invalid"
    assert outcome["refused"]["fields"] == {"id": {"rule": "type"}}


def test_an_id_that_another_used_on_the_same_record_is_refused(village):
    gv, ht = village.client("gv"), village.client("ht")
    record, _ = submitted(gv)
    comment = gv.mutation("comment", record=record, text="một")
    assert code(gv.do(comment)) is None
    assert code(ht.do(ht.mutation("comment", record=record, text="hai") | {"id": comment["id"]})) == "reused_id"


def test_what_is_said_of_a_record_is_in_its_thread(village):
    gv, ht = village.client("gv"), village.client("ht")
    record, _ = submitted(gv)
    assert code(ht.do(ht.mutation("comment", record=record, text="Cô xem lại", field="n"))) is None
    assert code(gv.do(gv.mutation("comment", record=record, text="Đã xem"))) is None
    thread = [(one["by"], one["do"], one["text"], one.get("field")) for one in gv.read(record)["thread"]]
    assert thread == [(ht.account, "comment", "Cô xem lại", "n"), (gv.account, "comment", "Đã xem", None)]


def test_to_submit_again_changes_nothing_and_gives_the_version_that_stands(village):
    gv = village.client("gv")
    record, version = submitted(gv)
    outcome = gv.do(gv.mutation("submit", record=record, base=version))
    assert (outcome["version"], outcome.get("refused")) == (version, None)
    assert gv.read(record)["version"] == version


def test_who_is_not_the_author_puts_but_does_not_submit_along(village):
    gv, ht = village.client("gv"), village.client("ht")
    put = gv.put()
    gv.do(put)
    co_author = gv.mutation("put", record=put["id"], base=gv.read(put["id"])["version"], set={"n": 2})
    assert code(gv.do(co_author)) is None
    shared = natural_id(village.school.id, "probe", "2026-H2")
    first = ht.mutation("put", form="probe@2", record=shared, period="2026-H2", set={"note": "nháp", "n": 1})
    version = ht.do(first)["version"]
    outcome = gv.do(gv.mutation("put", record=shared, base=version, set={"n": 3}, then="submit"))
    assert "version" in outcome
    assert code(outcome) == "forbidden"
    assert gv.read(shared)["status"] == "draft"


def test_ones_own_plain_write_is_not_sent_back_and_anothers_is(village):
    gv, ht = village.client("gv"), village.client("ht")
    gv.sync()
    ht.sync()
    put = gv.put(then="submit")
    assert gv.sync(put).get("changes") is None
    assert [one["id"] for one in ht.sync()["changes"]] == [put["id"]]


def test_a_put_by_who_had_not_seen_a_deletion_brings_the_record_back(village):
    gv, ht = village.client("gv"), village.client("ht")
    record, version = submitted(gv)
    assert code(ht.do(ht.mutation("delete", record=record, base=version))) is None
    assert gv.get(f"/api/records/{record}").status_code == 404
    outcome = gv.do(gv.mutation("put", record=record, base=version, set={"n": 5}))
    assert code(outcome) is None
    assert (gv.read(record)["status"], gv.read(record)["data"]["n"]) == ("submitted", 5)


def test_what_was_deleted_stays_unknown_to_a_stranger(village):
    gv, stranger = village.client("gv"), village.client("gv2")
    record, version = submitted(gv)
    assert code(gv.do(gv.mutation("delete", record=record, base=version))) is None
    theirs = stranger.mutation("put", record=record, base=version, set={"n": 6}) | {"unit": gv.unit}
    assert code(stranger.do(theirs)) == "unknown_record"


def test_a_period_that_is_none_of_the_registers_is_invalid(village):
    ht = village.client("ht")
    for period in ("2026-2027", "no period", "2031-H1"):
        record = natural_id(village.school.id, "probe", period)
        put = ht.mutation("put", form="probe@2", record=record, period=period, set={"note": "x"})
        assert code(ht.do(put)) == "invalid", period


def test_sent_twice_it_has_one_outcome_and_one_effect(village):
    gv = village.client("gv")
    put = gv.put(then="submit")
    first = gv.do(put)
    assert gv.do(put)["version"] == first["version"]
    assert len(gv.read(put["id"])["history"]) == 1
    other = gv.put() | {"id": put["id"]}
    assert code(gv.do(other | {"set": {"note": "khác", "day": "2026-10-06"}})) == "reused_id"


def test_a_period_is_closed_for_those_below_the_unit_that_closed_it_and_for_nobody_else(village):
    gv, gv2 = village.client("gv"), village.client("gv2")
    record, version = submitted(gv)
    theirs, _ = submitted(gv2)
    with village.app.app_context(), write() as session:
        period = gv.read(record)["period"]
        by = village.accounts["so"]
        session.add(Closing(register="probe_direct", period=period, unit=village.commune.id, by=by))
    assert code(gv.do(gv.mutation("put", record=record, base=version, set={"n": 9}))) == "locked"
    assert code(gv2.do(gv2.mutation("put", record=theirs, base=gv2.read(theirs)["version"], set={"n": 9}))) is None


def test_a_cursor_from_before_two_restores_forks_at_the_lower_head(village):
    with village.app.app_context(), write() as session:
        session.add_all(Restore(scope=village.school.id, head=head) for head in (7, 3))
    with village.app.app_context(), read() as session:
        restores = Restores(session, [village.school.id, village.other.id], now())
        assert restores.fork(village.school.id) == 3
        assert restores.fork(village.other.id) == 0
