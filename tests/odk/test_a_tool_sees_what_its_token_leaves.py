"""What tools for Central read is what the token's owner sees now, and what the token leaves of it; nothing else."""

import pytest

from server.models.org import Person
from server.platform.database import read
from tests.odk.asking import DIRECT, FORM, Tool, send
from tests.village import PASSWORD

ALL = (
    "/v1/projects",
    "/v1/projects/1/forms",
    DIRECT,
    f"{DIRECT}/submissions",
    f"{DIRECT}/submissions.csv",
    f"{DIRECT}.svc",
    f"{DIRECT}.svc/Submissions",
)


def test_each_sees_their_own(village):
    near, far = send(village), send(village, "gv2")
    assert set(Tool(village).ids()) == {near, far}
    assert Tool(village, "xa").ids() == [near]
    assert Tool(village, "ht2").ids() == [far]
    assert Tool(village, units=[village.other.id]).ids() == [far]
    xa = Tool(village, "xa")
    for path in (f"submissions/{far}", f"submissions/{far}/attachments"):
        answer = xa.ask(f"{DIRECT}/{path}")
        assert (answer.status_code, answer.json["code"]) == (404, 404.1)
    assert xa.ask(f"{DIRECT}.svc/Submissions('{far}')").status_code == 404
    assert xa.table(f"{DIRECT}.svc/Submissions('{near}')")["value"][0]["__id"] == near


def test_drafts_and_what_is_deleted_are_no_submissions(village):
    gv, ht = village.client("gv"), village.client("ht")
    draft = gv.put()
    assert "refused" not in gv.do(draft)
    tool = Tool(village, "ht")
    assert tool.ids() == []
    assert ht.get("/api/records").json["records"] == []


def test_a_register_that_the_token_leaves_out_is_not_there(village):
    send(village)
    tool = Tool(village, registers=["probe"])
    assert [one["xmlFormId"] for one in tool.ask("/v1/projects/1/forms").json] == ["probe"]
    for path in ("", "/submissions", "/submissions.csv", ".svc", ".svc/$metadata", ".svc/Submissions", "/fields"):
        answer = tool.ask(f"{DIRECT}{path}")
        assert (answer.status_code, answer.json["code"]) == (404, 404.1), path
    assert tool.ask(FORM).status_code == 200


def test_without_a_token_nothing_is_there(village):
    http = village.app.test_client()
    for path in ALL:
        answer = http.get(path)
        assert (answer.status_code, answer.json["code"]) == (401, 401.2), path
        assert http.get(path, headers={"Authorization": "Bearer lt_none"}).status_code == 401
    assert Tool(village).ask("/v1/projects/2").json["code"] == 404.1
    assert Tool(village).ask("/v1/users").json == {
        "message": "Could not find the resource you were looking for.",
        "code": 404.1,
        "details": None,
    }


def sign_in(village, name, password=PASSWORD):
    body = {"email": village.people[name], "password": password}
    return village.app.test_client().post("/v1/sessions", json=body)


def test_a_session_is_a_token_for_a_day_and_no_cookie(village):
    instance = send(village)
    answer = sign_in(village, "xa")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert answer.json.keys() == {"token", "csrf", "createdAt", "expiresAt"}
    headers = {"Authorization": f"Bearer {answer.json['token']}"}
    http = village.app.test_client()
    assert http.get(f"{DIRECT}.svc/Submissions", headers=headers).json["value"][0]["__id"] == instance
    who = http.get("/v1/users/current", headers=headers).json
    assert (who["displayName"], who["email"], who["type"]) == ("xa", village.people["xa"], "user")
    [listed] = village.client("xa").get("/api/session/tokens").json["tokens"]
    assert listed["brief"] is True


@pytest.mark.parametrize(
    ("name", "password", "status"), [("xa", "sai", 401), ("gv", PASSWORD, 403), ("admin", PASSWORD, 403)]
)
def test_who_gets_no_session(village, name, password, status):
    answer = sign_in(village, name, password)
    assert (answer.status_code, answer.json["code"]) == (status, {401: 401.2, 403: 403.1}[status])


def test_a_one_time_code_begins_none_and_is_not_used_up(village):
    so, account = village.client("so"), village.accounts["xa"]
    version = so.get(f"/api/people/{account}").json["version"]
    code = so.send("POST", f"/api/people/{account}/code", {}, version).json["code"]
    assert sign_in(village, "xa", code).status_code == 401
    with village.app.app_context(), read() as session:
        assert session.get_one(Person, account).password is None
    body = {"username": village.people["xa"], "password": code}
    signed = village.app.test_client().post("/api/session", json=body, headers={"Sec-Fetch-Site": "same-origin"})
    assert signed.status_code == 200


def test_a_form_of_another_site_signs_nobody_in(village):
    body = f"email={village.people['xa']}&password={PASSWORD}"
    answer = village.app.test_client().post("/v1/sessions", data=body, content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, answer.json["code"]) == (403, 403.1)
