"""The help sheets are read without signing in; the number to call stands there for whoever is signed in alone."""

import pytest

from server.api.help_sheets import SHEETS
from tests.access.scope_table import ROLES
from tests.village import Village

OFFICE = {"name": "Cô Hoa", "phone": "0215 3.825.413"}


def test_each_role_has_a_sheet():
    assert list(SHEETS) == [role for role in ROLES if role != "nobody"]


@pytest.mark.parametrize("role", SHEETS)
def test_the_number_is_for_those_who_work_here(village: Village, role: str):
    so = village.client("so")
    assert so.send("PUT", "/api/help-contact", OFFICE).status_code == 204
    opened = so.http.get(f"/huong-dan/{role}").text
    assert OFFICE["name"] in opened
    assert 'href="tel:02153825413"' in opened
    strange = village.app.test_client()
    for account in ("", so.account, "0193a000-0000-7000-8000-000000000000"):
        strange.set_cookie(f"lantoa_{account}", "none")
        closed = strange.get(f"/huong-dan/{role}").text
        assert OFFICE["name"] not in closed
        assert OFFICE["phone"] not in closed


def test_a_disabled_account_is_told_no_number(village: Village):
    so, teacher = village.client("so"), village.client("gv")
    so.send("PUT", "/api/help-contact", OFFICE)
    assert OFFICE["name"] in teacher.http.get("/huong-dan/teacher").text
    version = so.get(f"/api/people/{teacher.account}").json["version"]
    ended = so.send("POST", f"/api/people/{teacher.account}/disable", {"reason": "Mất máy"}, version)
    assert ended.status_code < 300, ended.json
    assert OFFICE["name"] not in teacher.http.get("/huong-dan/teacher").text


def test_there_is_no_other_sheet(village: Village):
    answer = village.app.test_client().get("/huong-dan/../../etc/passwd")
    assert answer.status_code == 404
    assert village.app.test_client().get("/huong-dan/mayor").json["code"] == "not_found"
