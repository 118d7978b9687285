"""``flask person-data`` writes all rows that name an account, hashes of secrets excepted, into a file of its own."""

import json

import pytest
from sqlalchemy import select

from server.models.audit import AuditEntry
from server.models.auth import SignInFailure
from server.models.second_factor import SecondFactor
from server.platform.database import read, write
from tests.village import DAY


@pytest.fixture
def copy(village, tmp_path):
    def make(name):
        file = tmp_path / f"{name}.json"
        with village.app.app_context():
            ended = village.app.test_cli_runner().invoke(args=["person-data", village.people[name], "--to", str(file)])
        assert ended.exit_code == 0, ended.output
        return file

    return make


def test_their_own_rows_and_those_that_name_them_and_no_others(village, copy):
    gv, gvb = village.sign_in("gv"), village.sign_in("gvb")
    own, shared, foreign = gv.put(), gvb.put(set={"day": DAY, "n": 1, "whom": [gv.account]}), gvb.put()
    gv.do(own)
    assert all("version" in gvb.do(one) for one in (shared, foreign))
    with village.app.app_context(), write() as session:
        session.add(SignInFailure(username=village.people["gv"], address="192.0.2.7", count=3))
    tables = json.loads(copy("gv").read_text())["tables"]
    assert [row["name"] for row in tables["person"]] == ["gv"]
    assert [row["role"] for row in tables["role"]] == ["teacher"]
    assert [row["person"] for row in tables["session"]] == [gv.account]
    assert {row["writers"]["n"][0][1] for row in tables["record"]} == {own["id"], shared["id"]}
    assert [row["body"]["id"] for row in tables["log_entry"]] == [own["id"]]
    assert {row["action"] for row in tables["audit_entry"]} == {"session.begin"}
    assert [row["address"] for row in tables["audit_personal"]] == ["127.0.0.1"]
    assert "salt" not in tables["audit_personal"][0]
    assert sum(row["count"] for row in tables["sign_in_failure"]) == 3


def test_it_holds_no_hash_of_a_secret(village, copy):
    village.sign_in("gv")
    with village.app.app_context(), write() as session:
        session.add(SecondFactor(person=village.accounts["gv"], secret="JBSWY3DPEHPK3PXP"))
    village.sign_in("ht").send("POST", f"/api/people/{village.accounts['gv']}/code", {})
    tables = json.loads(copy("gv").read_text())["tables"]
    assert "password" not in tables["person"][0]
    assert "hash" not in tables["code"][0]
    assert "JBSWY3DPEHPK3PXP" not in json.dumps(tables)
    assert village.hash not in json.dumps(tables)


def test_nobody_else_reads_the_file_and_the_audit_knows_of_it(village, copy):
    file = copy("gv")
    assert file.stat().st_mode & 0o777 == 0o600
    with village.app.app_context(), read() as session:
        entry = session.scalar(select(AuditEntry).order_by(AuditEntry.seq.desc()))
        assert (entry.action, entry.target, entry.details["what"]) == ("export.make", village.accounts["gv"], "person")
        ended = village.app.test_cli_runner().invoke(args=["person-data", village.people["gv"], "--to", str(file)])
    assert ended.exit_code == 1
    assert "File exists" in ended.output
