"""Units are renamed, moved, merged and split: what they hold stays readable, and who worked there goes on."""

from datetime import UTC, datetime, timedelta

from server.access.viewer import viewer_of
from server.log.verify import compare
from server.platform.clock import today
from server.platform.database import read
from tests.village import Village, code


def unit(client, id_):
    return client.get(f"/api/units/{id_}").json


def end(client, id_, **members):
    return client.send("POST", f"/api/units/{id_}/end", members, unit(client, id_)["version"])


def test_a_renamed_unit_is_found_by_its_old_name(village: Village):
    so = village.client("so")
    answer = so.send("PATCH", f"/api/units/{village.school.id}", {"name": "PTDTBT Sín Thầu"}, 1)
    assert answer.status_code == 200, answer.text
    assert (answer.json["name"], answer.json["aliases"]) == ("PTDTBT Sín Thầu", ["TH Sín Thầu"])
    assert [one["id"] for one in so.get("/api/units?kind=school&q=th+sin+thau").json["units"]] == [village.school.id]
    known = {one["id"]: one for one in village.client("gv").get("/api/catalog").json["units"]}
    assert known[village.school.id]["aliases"] == ["TH Sín Thầu"]
    late = so.send("PATCH", f"/api/units/{village.school.id}", {"name": "Khác"}, 1)
    assert (late.status_code, late.json["code"]) == (409, "changed_meanwhile")


def test_units_are_made_where_they_belong(village: Village):
    so = village.client("so")
    body = {"kind": "school", "name": "THPT Sín Thầu", "parent": village.commune.id, "reports_to": village.province.id}
    made = so.send("POST", "/api/units", body | {"code": "X-1"})
    assert made.status_code == 201, made.text
    assert so.send("POST", "/api/units", body | {"code": "X-1"}).json["fields"] == {"code": {"rule": "unique"}}
    assert so.send("POST", "/api/units", body | {"kind": "site"}).json["fields"] == {"parent": {"rule": "kind"}}
    away = so.send("POST", "/api/units", body | {"reports_to": village.school.id})
    assert away.json["fields"] == {"reports_to": {"rule": "kind"}}
    # Reports to the department: its place is the commune, its people and records are not the commune's.
    assert village.client("xa").get(f"/api/units/{made.json['id']}").status_code == 404
    assert village.client("ht").send("POST", "/api/units", body).status_code == 403


def test_a_unit_is_not_moved_below_itself(village: Village):
    so = village.client("so")
    commune, school = village.commune.id, village.school.id
    for other in (commune, school):
        answer = so.send("PATCH", f"/api/units/{commune}", {"parent": other}, 1)
        assert answer.json["fields"] == {"parent": {"rule": "below_itself"}}
    assert unit(so, commune)["version"] == 1


def test_a_reporting_line_moves_what_the_commune_sees(village: Village):
    so, xa, gv = village.client("so"), village.client("xa"), village.client("gv")
    put = gv.put(then="submit")
    gv.do(put)
    assert xa.read(put["id"])["data"]["n"] == 1
    moved = so.send("PATCH", f"/api/units/{village.school.id}", {"reports_to": village.province.id}, 1)
    assert moved.status_code == 200, moved.text
    assert xa.get(f"/api/records/{put['id']}").status_code == 404
    assert so.read(put["id"])["data"]["n"] == 1
    assert code(gv.do(gv.put())) is None


def test_a_merged_school_stays_readable_and_its_people_go_on(village: Village, near):
    so, gv, ht3 = village.client("so"), village.client("gv"), village.client("ht3")
    put = gv.put(then="submit")
    gv.do(put)
    unsent = gv.put(then="submit", at=(datetime.now(UTC) - timedelta(minutes=5)).isoformat())
    assert ht3.get(f"/api/records/{put['id']}").status_code == 404
    done = end(so, village.school.id, into=[near.id])
    assert done.status_code == 200, done.text
    assert done.json["ended"]
    assert done.json["successors"] == [near.id]
    # Its records stay where they are; the successor's leader reads and judges them.
    record = ht3.read(put["id"])
    assert record["unit"] == village.school.id
    verdict = ht3.mutation("return", record=put["id"], unit=village.school.id, base=record["version"], text="Bổ sung")
    assert code(ht3.do(verdict)) is None
    # Its people work in the successor; what they had not sent waits there for its leader.
    assert {one["unit"] for one in gv.get("/api/session").json["roles"]} == {near.id}
    gv.sync()
    assert code(gv.sync(unsent, now=datetime.now(UTC).isoformat())["outcomes"][unsent["id"]]) == "moved"
    kept = ht3.get(f"/api/quarantine?unit={village.school.id}")
    assert kept.status_code == 200, kept.text
    item = kept.json["items"][0]["id"]
    taken = ht3.post(f"/api/quarantine/{item}", {"do": "take_in"})
    assert taken.status_code == 200, taken.text
    assert taken.json["state"] == "taken_in"
    assert ht3.read(unsent["id"])["unit"] == village.school.id
    gv.unit = near.id
    assert code(gv.do(gv.put())) is None
    # Nobody begins anything in what has ended, the department neither.
    so.unit = village.school.id
    assert code(so.do(so.put(form="probe_officer@1", set={}))) in ("forbidden", "unknown_form")
    known = {one["id"]: one for one in gv.get("/api/catalog").json["units"]}
    assert known[village.school.id]["successors"] == [near.id]
    with village.app.app_context(), read() as session:
        assert compare(session, village.app.extensions["registers"]) == []


def test_a_school_is_split_and_each_goes_where_they_are_sent(village: Village, near):
    so = village.client("so")
    body = {"kind": "school", "name": "Tiểu học số 2", "parent": village.commune.id}
    second = so.send("POST", "/api/units", body).json["id"]
    sent = {village.accounts["gvb"]: second}
    assert end(so, village.school.id, into=[near.id], people=sent).json["fields"] == {"people": {"rule": "choices"}}
    site = next(one for one in so.get("/api/units?kind=site").json["units"] if one["parent"] == village.school.id)
    split = {"into": [near.id, second], "people": sent}
    assert end(so, village.school.id, **split).json["fields"] == {"sites": {"rule": "required"}}
    assert end(so, village.school.id, **split, sites={site["id"]: second}).status_code == 200
    roles = {name: village.client(name).get("/api/session").json["roles"] for name in ("gv", "gvb", "ht")}
    assert {name: [one["unit"] for one in held] for name, held in roles.items()} == {
        "gv": [near.id],
        "gvb": [second],
        "ht": [near.id],
    }
    again = so.send("POST", f"/api/units/{village.school.id}/end", {"into": [near.id]}, 2)
    assert again.json["fields"] == {"unit": {"rule": "ended"}}
    sites = {one["id"]: one["parent"] for one in so.get("/api/units?kind=site").json["units"]}
    assert sites[site["id"]] == second


def test_a_school_is_in_one_cluster_at_most(village: Village, near):
    so = village.client("so")
    first = so.send("POST", "/api/clusters", {"name": "Cụm 1", "units": [village.school.id, near.id]})
    assert first.status_code == 201, first.text
    both = so.send("POST", "/api/clusters", {"name": "Cụm 2", "units": [near.id]}).json["clusters"]
    assert [(one["name"], one["units"]) for one in both] == [("Cụm 1", [village.school.id]), ("Cụm 2", [near.id])]
    assert unit(so, near.id)["cluster"] == both[1]["id"]
    assert [one["name"] for one in village.client("ht").get("/api/clusters").json["clusters"]] == ["Cụm 1"]
    path = f"/api/clusters/{both[0]['id']}"
    assert so.send("PATCH", path, {"units": [village.commune.id]}, 1).json["fields"] == {"units": {"rule": "kind"}}
    assert so.send("DELETE", path, None, 9).status_code == 409
    assert [one["name"] for one in so.send("DELETE", path, None, 1).json["clusters"]] == ["Cụm 2"]


def test_a_lost_phone_is_signed_out_by_who_may(village: Village):
    gv, ht, ht2 = village.client("gv"), village.client("ht"), village.client("ht2")
    gv.sync(queue={"mutations": 3, "photos": 1})
    told = next(one for one in ht.get("/api/devices").json["people"] if one["account"] == gv.account)
    device = told["devices"][0]
    assert (device["mutations"], device["app"]) == (3, None)
    assert ht2.send("DELETE", f"/api/devices/{device['id']}").status_code == 404
    assert ht.send("DELETE", f"/api/devices/{device['id']}").status_code == 204
    assert gv.get("/api/session").status_code == 401
    assert ht.get("/api/audit?what=session.revoke").json["entries"][0]["details"]["unsent"] == 3
    mine = next(one for one in ht.get("/api/devices").json["people"] if one["account"] == ht.account)
    assert ht.send("DELETE", f"/api/devices/{mine['devices'][0]['id']}").status_code == 204


def test_an_address_that_no_database_can_hold_is_not_found(village: Village):
    so = village.client("so")
    for path in ("people", "units"):
        assert so.get(f"/api/{path}/%00").status_code == 404
    assert so.send("DELETE", "/api/devices/%00").status_code == 404
    assert so.send("DELETE", "/api/clusters/%00", None, 1).status_code == 404
    assert so.send("PATCH", "/api/people/%00", {"name": "x"}, 1).status_code == 404
    assert so.get("/api/devices?person=%00").status_code == 404


def test_a_role_that_is_to_begin_begins_in_the_successor(village: Village, near):
    """Somebody who was to come to a school that is merged before they do: they come to what it went on in."""
    so = village.client("so")
    account, day = village.accounts["gv2"], (today() + timedelta(days=9)).isoformat()
    seen = so.get(f"/api/people/{account}").json
    given = {"unit": village.school.id, "role": "teacher", "since": day}
    assert so.send("POST", f"/api/people/{account}/roles", given, seen["version"]).status_code == 201
    assert end(so, village.school.id, into=[near.id]).status_code == 200
    roles = {one["unit"]: one for one in so.get(f"/api/people/{account}").json["roles"]}
    former, later = roles[village.school.id], roles[near.id]
    assert former["since"] == former["until"] == later["since"]
    assert later["since"].startswith((today() + timedelta(days=8)).isoformat())  # midnight in Việt Nam, told in UTC
    assert later["until"] is None
    with village.app.app_context(), read() as session:
        viewer = viewer_of(session, account)
    assert viewer.scopes == [village.other.id]
    assert viewer.left == ()
