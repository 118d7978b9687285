"""A record that each unit and period has one of is shared, as a draft too, by whoever may create it; a list and the
record itself say the same of that, and so does the phone's copy."""

import pytest

from server.org.people import add_unit
from server.platform.database import write
from sync.protocol.ids import natural_id
from tests.fixtures.applications import REGISTERS, open_app
from tests.village import Village

PERIOD = "2026-H2"
BY = 'by = ["teacher", "leader"]'


def draft(client, form):
    record = natural_id(client.unit, "probe", PERIOD)
    outcome = client.do(client.mutation("put", form=form, record=record, period=PERIOD, set={"note": "nháp"}))
    assert "version" in outcome, outcome
    return record


def sees(client, record) -> bool:
    """Whether it is there, listed and opened alike."""
    listed = record in [one["id"] for one in client.get("/api/records").json["records"]]
    opened = client.get(f"/api/records/{record}").status_code == 200
    assert listed is opened
    return listed


def test_a_successors_leader_does_not_see_the_drafts_of_a_school_that_ended(village: Village):
    with village.app.app_context(), write() as session:
        near = add_unit(session, kind="school", name="THCS", parent=village.commune)
    village.add("ht3", "leader", near)
    so, ht, ht3 = village.client("so"), village.client("ht"), village.client("ht3")
    record = draft(ht, "probe@1")
    version = so.get(f"/api/units/{village.school.id}").json["version"]
    assert so.send("POST", f"/api/units/{village.school.id}/end", {"into": [near.id]}, version).status_code == 200
    assert not sees(ht3, record)
    assert sees(ht, record)


@pytest.fixture
def opened(tmp_path, database_url):
    """Opens a place whose register ``probe`` may be created by these roles, version by version."""

    def open_(*versions: str):
        folder = tmp_path / str(len(versions))
        folder.mkdir()
        for file in REGISTERS[1].glob("*.toml"):
            key, version, _ = file.name.split(".")
            text = file.read_text()
            if key == "probe" and int(version) <= len(versions):
                text = text.replace(BY, f"by = {versions[int(version) - 1]}")
            if key != "probe" or int(version) <= len(versions):
                (folder / file.name).write_text(text)
        return open_app(database_url, REGISTERS=[REGISTERS[0], folder])

    return open_


LEADER, BOTH = '["leader"]', '["teacher", "leader"]'


@pytest.mark.slow
@pytest.mark.parametrize("versions", [(LEADER, BOTH), (BOTH, LEADER)], ids=["grown", "narrowed"])
@pytest.mark.parametrize("form", ["probe@1", "probe@2"])
def test_whoever_may_create_it_by_any_version_sees_and_writes_it(opened, versions, form):
    """A phone months behind creates by the version that it has: it must come out at the same record."""
    with opened(*versions) as app:
        village = Village(app)
        ht, gv, gv2 = village.client("ht"), village.client("gv"), village.client("gv2")
        record = draft(ht, form)
        assert sees(gv, record)
        assert not sees(gv2, record)
        assert record in [one["id"] for one in gv.sync()["changes"]]
        mine = gv.mutation("put", form="probe@2", record=record, period=PERIOD, set={"n": 3})
        assert "version" in gv.do(mine)
        assert ht.read(record)["data"] == {"note": "nháp", "n": 3}


@pytest.mark.lengthy
def test_a_version_that_lets_more_create_it_brings_them_what_is_there(opened):
    """The phone's copy was complete by the first version; by the second it lacks a draft, and starts the scope anew."""
    with opened(LEADER) as app:
        village = Village(app)
        gv, ht = village.client("gv"), village.client("ht")
        record = draft(ht, "probe@1")
        assert "changes" not in gv.sync()
        assert gv.sync().get("reset", {}) == {}
    with opened(LEADER, BOTH) as app:
        village.app = app
        again = village.client("gv")
        again.cursor = gv.cursor
        answer = again.sync()
        assert answer["reset"] == {village.school.id: "view"}
        assert [one["id"] for one in answer["changes"]] == [record]
        assert again.sync().get("reset", {}) == {}
