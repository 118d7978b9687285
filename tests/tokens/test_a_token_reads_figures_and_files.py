"""A token opens figures and the files that its owner ordered: of the registers and units that it leaves, no others."""

import pytest

from tests.odk.asking import send
from tests.tokens.making import ask, make

FIGURES = "/api/figures?register=probe_direct&status=submitted"


@pytest.fixture
def sent(village):
    """3 counted by one school, 4 by another in another commune."""
    send(village, "gv", 3)
    send(village, "gv2", 4)


def total(answer):
    return next(one["total"]["value"] for one in answer.json["measures"] if one["key"] == "n")


def test_figures_are_those_of_the_units_that_it_leaves(village, sent):
    so = village.client("so")
    assert total(ask(village, make(so), FIGURES)) == 7
    token = make(so, units=[village.commune.id])
    own = ask(village, token, FIGURES)
    assert (own.json["unit"], total(own)) == (village.commune.id, 3)
    assert total(ask(village, token, f"{FIGURES}&unit={village.school.id}")) == 3
    for unit in (village.other.id, village.province.id):
        for path in (FIGURES, "/api/figures/years?register=probe_direct"):
            assert ask(village, token, f"{path}&unit={unit}").status_code == 403
    foreign = make(village.client("xa"))
    assert total(ask(village, foreign, FIGURES)) == 3
    assert ask(village, foreign, f"{FIGURES}&unit={village.other.id}").status_code == 403


def test_a_school_that_lies_in_a_unit_and_reports_to_others_is_not_left(village, sent, clerk):
    so, unit = village.client("so"), village.other
    above = {"parent": village.commune.id, "reports_to": village.province.id}
    version = next(one["version"] for one in so.get("/api/units").json["units"] if one["id"] == unit.id)
    assert so.send("PATCH", f"/api/units/{unit.id}", above, version).status_code == 200
    id_ = clerk.order(kind="records", format="json", register="probe_direct", unit=village.commune.id)
    clerk.work()
    asked = f"{FIGURES}&unit={village.commune.id}"
    assert total(ask(village, make(so), asked)) == 7
    token = make(so, units=[village.commune.id])
    assert total(ask(village, token, asked)) == 3
    assert len(ask(village, token, "/api/records?register=probe_direct").json["records"]) == 1
    assert ask(village, make(so), f"/api/exports/{id_}/file").status_code == 200
    assert ask(village, token, f"/api/exports/{id_}/file").status_code == 404


def test_figures_are_those_of_the_registers_that_it_leaves(village, sent):
    token = make(village.client("so"), registers=["probe"])
    assert ask(village, token, FIGURES).status_code == 403
    assert ask(village, token, "/api/figures?register=probe").status_code == 200
    assert ask(village, token, "/api/figures/years?register=probe_direct").status_code == 403


def test_files_are_those_of_its_owner_that_hold_no_more_than_it_leaves(village, sent, clerk):
    so = village.client("so")
    wanted = {"kind": "records", "format": "json"}
    near = clerk.order(**wanted, register="probe_direct", unit=village.commune.id)
    whole = clerk.order(**wanted, register="probe_direct")
    every = clerk.order(kind="evidence", format="xlsx", unit=village.commune.id, period="2026-2027")
    clerk.work()
    expected = {
        make(so): {near, whole, every},
        make(so, units=[village.commune.id]): {near, every},
        make(so, registers=["probe_direct"]): {near, whole},
        make(so, registers=["probe_direct"], units=[village.school.id]): set(),
        make(so, registers=["probe"]): set(),
        make(village.client("xa")): set(),
    }
    for token, seen in expected.items():
        assert {one["id"] for one in ask(village, token, "/api/exports").json["exports"]} == seen
        for id_ in (near, whole, every):
            status = 200 if id_ in seen else 404
            assert ask(village, token, f"/api/exports/{id_}").status_code == status
            assert ask(village, token, f"/api/exports/{id_}/file").status_code == status
    refused = village.app.test_client().post("/api/exports", json=wanted, headers={"Authorization": f"Bearer {token}"})
    assert refused.status_code == 403
