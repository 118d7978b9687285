"""The department says whom teachers call for help: every phone has it with its next catalog. Nobody else says it."""

import pytest

ADDRESS = "/api/help-contact"
OFFICE = {"name": "Cô Hoa, phòng Tổ chức", "phone": "0215 3.825.413"}


def contact(village, name="gv"):
    return village.client(name).get("/api/catalog").json.get("contact")


def test_phones_know_it_until_it_is_taken_back(village):
    assert contact(village) is None
    before = village.client("gv").get("/api/catalog").json["hash"]
    so = village.client("so")
    assert so.send("PUT", ADDRESS, OFFICE).status_code == 204
    assert contact(village) == contact(village, "ht2") == OFFICE
    other = {"name": "Thầy Páo", "phone": "+84 912 345 678"}
    assert village.client("admin").send("PUT", ADDRESS, other).status_code == 204
    assert contact(village) == other
    assert so.send("DELETE", ADDRESS).status_code == 204
    assert so.send("DELETE", ADDRESS).status_code == 204
    assert village.client("gv").get("/api/catalog").json["hash"] == before
    entries = [one for one in so.get("/api/audit").json["entries"] if one["what"] == "contact.set"]
    assert len(entries) == 3


@pytest.mark.parametrize("phone", ["", "12", "gọi cô Hoa", "0215\n825413", "1" * 19, "--5--", None])
def test_what_nobody_can_call_is_refused(village, phone):
    answer = village.client("so").send("PUT", ADDRESS, OFFICE | {"phone": phone})
    assert answer.status_code == 400
    assert answer.json["fields"] == {"phone": {"rule": "type"}}
    assert contact(village) is None


@pytest.mark.parametrize("name", ["gv", "ht", "xa"])
def test_nobody_else_says_it(village, name):
    for method, body in (("PUT", OFFICE), ("DELETE", None)):
        assert village.client(name).send(method, ADDRESS, body).status_code == 403
    assert contact(village) is None
