"""The review queue at the server: what waits for whose word, how long, in which order, and how many there are."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy import update

from server.models.log import Record
from server.models.org import Role
from server.platform.clock import now
from server.platform.database import write
from sync.protocol.ids import natural_id
from tests.village import Village


def listed(client, **params):
    answer = client.get(f"/api/records?{urlencode(params)}")
    assert answer.status_code == 200, answer.text
    return [record["id"] for record in answer.json["records"]]


def counted(client, **params):
    found = client.get(f"/api/records/counts?{urlencode(params)}").json["counts"]
    return {(each["register"], each["status"]): each["n"] for each in found}


def chained(client, period):
    """A put of a register that the school and the commune review, one a unit and period."""
    record = natural_id(client.unit, "probe", period)
    return client.mutation("put", form="probe@1", record=record, period=period, set={"n": 1, "m": 2}, then="submit")


@pytest.fixture
def written(village: Village):
    """Ids by name: ``straight`` waits for the department, ``school`` for the leader, ``commune`` for the commune."""
    gv, gv2, ht = village.client("gv"), village.client("gv2"), village.client("ht")
    straight, far = gv.put(then="submit"), gv2.put(then="submit")
    school, commune = chained(gv, "2026-H1"), chained(gv, "2026-H2")
    draft = gv.put()
    for client, put in ((gv, straight), (gv2, far), (gv, school), (gv, commune), (gv, draft)):
        assert "refused" not in client.do(put), put
    verify = ht.mutation("verify", record=commune["record"], base=ht.read(commune["record"])["version"])
    assert "refused" not in ht.do(verify)
    puts = {"straight": straight, "far": far, "school": school, "commune": commune, "draft": draft}
    return {name: put.get("record", put["id"]) for name, put in puts.items()}


@pytest.mark.lengthy
def test_each_is_shown_what_waits_for_their_own_word(village: Village, written):
    for name, expected in (
        ("so", {"straight", "far"}),
        ("xa", {"commune"}),
        ("ht", {"school"}),
        ("ht2", set()),
        ("gv", set()),
        ("admin", set()),
    ):
        client = village.client(name)
        assert set(listed(client, **{"for": "me"})) == {written[each] for each in expected}, name
        assert sum(counted(client, **{"for": "me"}).values()) == len(expected), name


def test_a_leader_with_another_leader_does_not_wait_for_their_own_word(village: Village):
    ht = village.client("ht")
    own = chained(ht, "2026-H2")
    assert "refused" not in ht.do(own)
    assert listed(ht, **{"for": "me"}) == [own["record"]]
    village.add("phó", "leader", village.school)
    assert listed(ht, **{"for": "me"}) == []
    assert listed(village.client("phó"), **{"for": "me"}) == [own["record"]]


@pytest.mark.lengthy
def test_what_waits_for_a_commune_without_an_officer_waits_for_the_department(village: Village, written):
    """Also of a school that reports to the province: nobody else could decide it."""
    so, xa = village.client("so"), village.client("xa")
    with village.app.app_context(), write() as session:
        session.execute(update(Role).where(Role.person == village.accounts["xa"]).values(until=now()))
    assert written["commune"] in listed(so, **{"for": "me"})
    assert sum(counted(so, **{"for": "me"}).values()) == 3
    base = so.read(written["commune"])["version"]
    assert "refused" not in so.do(so.mutation("approve", record=written["commune"], base=base))
    assert written["commune"] not in listed(so, **{"for": "me"})
    assert listed(xa, **{"for": "me"}) == []


@pytest.mark.lengthy
def test_how_long_it_waits_counts_from_its_status_not_from_its_last_change(village: Village, written):
    so = village.client("so")
    with village.app.app_context(), write() as session:
        for name, days in (("straight", 10), ("far", 3)):
            session.execute(update(Record).where(Record.id == written[name]).values(since=now() - timedelta(days=days)))
    assert listed(so, age="7", **{"for": "me"}) == [written["straight"]]
    assert listed(so, age="3-7", **{"for": "me"}) == [written["far"]]
    assert listed(so, sort="since", **{"for": "me"}) == [written["straight"], written["far"]]
    assert listed(so, sort="-since", **{"for": "me"}) == [written["far"], written["straight"]]
    assert listed(so, sort="unit", **{"for": "me"}) == [written["straight"], written["far"]]  # Sín Thầu, Tủa Thàng
    so.do(so.mutation("comment", record=written["straight"], text="Đang xem"))
    assert listed(so, age="7", **{"for": "me"}) == [written["straight"]]


def test_a_decision_takes_it_out_of_the_queue_and_another_word_brings_it_back(village: Village, written):
    so, id_ = village.client("so"), written["straight"]
    base = so.read(id_)["version"]
    assert "refused" not in so.do(so.mutation("approve", record=id_, base=base))
    assert id_ not in listed(so, **{"for": "me"})
    assert "refused" not in so.do(so.mutation("reopen", record=id_, text="Xem lại"))
    assert id_ in listed(so, **{"for": "me"})


@pytest.mark.lengthy
def test_counts_tell_of_each_choice_how_many_it_would_show(village: Village, written):
    so = village.client("so")
    every = counted(so)
    assert every == {
        ("probe", "submitted"): 1,
        ("probe", "verified"): 1,
        ("probe_direct", "submitted"): 2,
    }
    assert counted(so, register="probe", status="verified") == every
    assert counted(so, unit=village.other.id) == {("probe_direct", "submitted"): 1}
    for (register, status), n in every.items():
        assert len(listed(so, register=register, status=status)) == n
    assert counted(village.client("gv")) == every | {
        ("probe_direct", "submitted"): 1,
        ("probe_direct", "draft"): 1,
    }


def test_what_a_hand_typed_is_named_and_never_a_failure(village: Village):
    so = village.client("so")
    for query, fields in (
        ("age=a", {"age"}),
        ("age=7-3", {"age"}),
        ("age=-1", {"age"}),
        ("age=99999", {"age"}),
        ("day=2026-01-01", {"day"}),
        ("day=2026-02-30..", {"day"}),
        ("since=2026-01-02..2026-01-01&day=x", {"since", "day"}),
        ("for=you", {"for"}),
        ("status=nosuch&for=x", {"status", "for"}),
        ("sort=since&cursor=WyJzaW5jZSIsMTAsIngiXQ", {"cursor"}),
        ("sort=title&cursor=WyJ0aXRsZSIsMTAsIngiXQ", {"cursor"}),
    ):
        for path in ("/api/records", "/api/records/counts"):
            if "cursor" in query and path.endswith("counts"):
                continue
            answer = so.get(f"{path}?{query}")
            assert (answer.status_code, answer.json["code"]) == (400, "malformed"), (path, query)
            assert set(answer.json["fields"]) == fields, (path, query)


@pytest.mark.lengthy
def test_a_register_stays_where_a_measure_or_an_answer_of_it_is_meant(village: Village, written):
    """Which statuses there are is counted whatever status is chosen, and so are registers, but for that."""
    so, both = village.client("so"), {"register": "probe_direct", "status": "submitted"}
    direct = {("probe_direct", "submitted"): 2}
    assert counted(so, **both) == direct | {("probe", "submitted"): 1, ("probe", "verified"): 1}
    for narrowed in ({"where": "unit_level:school"}, {"measure": "count"}):
        assert counted(so, **both, **narrowed) == direct, narrowed
    for chosen in ("verified", "approved"):
        assert counted(so, register="probe_direct", status=chosen, measure="count") == direct


def test_ids_are_given_their_names(village: Village, written):
    so = village.client("so")
    page = so.get("/api/records?for=me").json
    assert set(page["people"].values()) == {"gv", "gv2"}
    assert all(record["since"].endswith("Z") for record in page["records"])
