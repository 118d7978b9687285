"""The overview begins with what needs whoever looks at it: counts that are those of the screens which settle them."""

from datetime import timedelta

from sqlalchemy import update

from server.figures import place_cache
from server.models.auth import Session as Phone
from server.platform.clock import now, today
from server.platform.database import write
from tests.figures.test_figures_add_up import approve
from tests.figures.test_who_has_not_reported import due, nothing, report
from tests.village import Village

PAGE = "/api/overview?register=probe_direct&period=2026-2027"


def needs(client, more=""):
    return client.get(PAGE + more).json["needs"]


def activity(client, n):
    return client.put(set={"note": "Ghi", "day": "2026-10-05", "n": n, "pick": "a"}, then="submit")


def overdue(client):
    """(units, registers) that are late, as the screen of deadlines names them one by one."""
    late = [one for one in client.get("/api/dues").json["dues"] if one["due"] and one["due"] < today().isoformat()]
    missing = [client.get(f"/api/dues/{one['register']}/{one['period']}").json["missing"] for one in late]
    return {"units": len({one["unit"] for rows in missing for one in rows}), "registers": sum(map(bool, missing))}


def test_what_waits_is_each_persons_own(village: Village):
    so, gv = village.client("so"), village.client("gv")
    assert "waiting" not in needs(so)
    gv.do(activity(gv, 3))
    assert needs(so)["waiting"] == 1
    assert "waiting" not in needs(so, f"&unit={village.other.id}")
    listed = so.get("/api/records/counts?for=me").json["counts"]
    assert sum(one["n"] for one in listed) == 1
    assert needs(gv) == {}


def test_units_are_late_from_the_day_after_until_they_answer(village: Village):
    so, xa = village.client("so"), village.client("xa")
    due(village, today())
    before = needs(so)["overdue"]
    assert before == overdue(so)
    due(village, today() - timedelta(days=1))
    assert needs(so)["overdue"] == overdue(so)
    assert needs(so)["overdue"]["registers"] == before["registers"] + 1
    assert needs(xa)["overdue"] == overdue(xa)
    assert needs(xa)["overdue"]["units"] < needs(so)["overdue"]["units"]
    assert "overdue" not in needs(village.client("gv")), "a teacher is not shown who else has not reported"
    report(village.client("gv"))
    nothing(village.client("ht2"))
    assert needs(so)["overdue"] == before


def test_a_signed_total_that_moved_is_told_until_the_report_is_withdrawn(village: Village):
    so, gv = village.client("so"), village.client("gv")
    approve(so, gv, activity(gv, 3))
    body = {"title": "Tổng kết", "unit": village.province.id, "period": "2026-2027", "registers": ["probe_direct"]}
    made = so.post("/api/snapshots", body).json["id"]
    assert "changed" not in needs(so)
    approve(so, gv, activity(gv, 5))
    differs = so.get(f"/api/snapshots/{made}/differences").json["differences"]
    totals = [one for one in differs if not one["by"]]
    assert totals
    assert needs(so)["changed"] == {"figures": len(totals), "snapshot": made}
    place_cache.forget()
    assert needs(so)["changed"]["figures"] == len(totals), "read again, it says the same"
    assert "changed" not in needs(village.client("xa")), "it was signed for another unit"
    etag = so.get(PAGE).headers["ETag"]
    so.post(f"/api/snapshots/{made}/withdraw", {"text": "Ký nhầm"})
    assert so.get(PAGE).headers["ETag"] != etag
    assert "changed" not in needs(so)


def test_unsent_work_needs_somebody_after_two_days(village: Village):
    so, gv = village.client("so"), village.client("gv")
    day, old = timedelta(days=1), f"/api/devices?unit={village.province.id}&below=true&unsent=long"
    gv.sync(queue={"mutations": 2, "photos": 0, "oldest": (now() - day).isoformat()})
    assert "unsent" not in needs(so)
    assert so.get(old).json["people"] == []
    gv.sync(queue={"mutations": 2, "photos": 0, "oldest": (now() - 3 * day).isoformat()})
    assert needs(so)["unsent"] == 1
    assert [one["name"] for one in so.get(old).json["people"]] == ["gv"]
    assert "unsent" not in needs(so, f"&unit={village.other.id}")
    gv.sync(queue={"mutations": 0, "photos": 1})
    assert "unsent" not in needs(so)
    with village.app.app_context(), write() as session:
        session.execute(update(Phone).where(Phone.person == gv.account).values(queue_at=now() - 3 * day))
    assert needs(so)["unsent"] == 1, "a phone that has not been heard of since holds it still"
