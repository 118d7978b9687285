"""The department says whose figures stand first on everybody's overview; until it does, the registers' own do."""

import pytest
from sqlalchemy import select

from server.models.audit import AuditEntry
from server.platform.database import read
from tests.figures.test_figures_add_up import approve
from tests.village import Village

ADDRESS, PAGE = "/api/overview/figures", "/api/overview?register=probe_direct&period=2026-2027"


def first(client):
    glance = client.get(PAGE).json["glance"]
    return [one["register"] for one in sorted(glance, key=lambda one: one.get("chosen", 99)) if "chosen" in one]


@pytest.fixture
def reported(village: Village):
    """A village of which two registers have figures."""
    so, gv = village.client("so"), village.client("gv")
    approve(so, gv, gv.put(set={"note": "Ghi", "day": "2026-10-05", "n": 3, "pick": "a"}, then="submit"))
    return village


def test_what_the_department_chose_stands_first_for_everybody(reported):
    so, xa = reported.client("so"), reported.client("xa")
    usual = first(so)
    assert "probe_direct" in usual
    etag = xa.get(PAGE).headers["ETag"]
    assert so.post(ADDRESS, {"registers": ["probe_direct"]}).status_code == 204
    assert first(so) == first(xa) == ["probe_direct"]
    assert xa.get(PAGE).headers["ETag"] != etag
    assert so.post(ADDRESS, {"registers": []}).status_code == 204
    assert first(so) == usual
    with reported.app.app_context(), read() as session:
        made = session.scalars(select(AuditEntry).where(AuditEntry.action == "figures.choose"))
        assert [entry.details["after"] for entry in made] == [["probe_direct"], []]


def test_what_cannot_be_chosen_is_refused(reported):
    so = reported.client("so")
    for keys in (["nosuch"], ["probe_direct"] * 2, ["probe_direct"] * 7, [5], "probe_direct"):
        assert so.post(ADDRESS, {"registers": keys}).status_code == 400, keys
    assert reported.client("xa").post(ADDRESS, {"registers": []}).status_code == 403
