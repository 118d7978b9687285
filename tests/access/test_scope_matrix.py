"""Every address × every role × one's own and a foreign unit: who gets what. An address that is not listed fails."""

import pytest
from sqlalchemy import select

from server.models.org import Role
from server.org.people import add_unit
from server.platform.database import read, write
from tests.access.example_table import EXAMPLE, EXAMPLES
from tests.access.import_table import RECORD_IMPORTS
from tests.access.notice_table import NOTICE_BODIES, NOTICES
from tests.access.odk_table import ODK
from tests.access.public_table import PUBLIC
from tests.access.scope_table import ROLES
from tests.access.scope_table import TABLE as OTHERS
from tests.access.settings_table import SETTINGS
from tests.access.token_table import TOKENS
from tests.log.quarantine import transfer
from tests.village import SAME_ORIGIN, Client, Village

pytestmark = pytest.mark.slow  # 800 requests on each database

NOTATION = {"marks": "comma", "decimals": 2, "zero": "dash", "missing": "blank", "schools": "short", "places": "full"}
NOTATION |= {"days": "short", "signer": "written"}
NEW_ROLE = {"unit": "{unit}", "role": "teacher"}
TABLE = OTHERS | EXAMPLES | NOTICES | PUBLIC | SETTINGS | TOKENS | ODK | RECORD_IMPORTS
BODIES = NOTICE_BODIES | {
    "/api/examples": {"records": ["{record}"]},
    EXAMPLE: {"title": "", "story": "", "credit": "", "photos": []},
    f"{EXAMPLE}/announcement": {"link": "", "day": None},
    f"{EXAMPLE}/withdraw": {"reason": "Thử"},
    "/api/sync": {"protocol": 1, "nonce": "n"},
    "/api/record-imports/{record}/mapping": {"sheet": 0, "header": 1, "register": "probe_direct", "fields": []},
    "/api/record-imports/{record}/apply": {"digest": "0" * 64},
    "/api/session": {},
    "/api/photos": {"sha256": "0" * 64, "bytes": 9, "type": "image/webp", "record": "{record}"},
    "/api/exports": {"kind": "evidence", "format": "xlsx", "unit": "{unit}"},
    "/api/session/password": {"password": "một mật khẩu khác"},
    "/v1/sessions": {"email": "nobody.{asker}.{unit}", "password": "sai"},
    "/api/session/tokens": {"name": "R", "until": "2000-01-01", "password": "sai"},
    "/api/session/second-factor": {},
    "/api/session/second-factor/confirm": {"code": "000000"},
    "/api/session/second-factor/end": {"password": "sai", "code": "000000"},
    "/api/registers/probe/9/publish": {"digest": "none"},
    "/api/registers/probe/9/discard": {"digest": "none"},
    "/api/records/{record}/seen": {"version": "1.AAAAAAAA"},
    "/api/reviewing/assignments": {"records": ["{record}"], "person": None},
    "/api/reviewing/open": {"record": "{record}"},
    "/api/records/{record}/hints/number/n": {"version": "1.AAAAAAAA", "right": True},
    "/api/people": {"name": "Người mới", "username": "moi.{asker}.{unit}", "role": NEW_ROLE},
    "/api/monthly-reports/{unit}": {"on": True},
    "/api/school-years/2026-2027-HK1": {"opens": "2026-09-05", "second": "2027-01-18"},
    "/api/school-years/2026-2027-HK1/deadlines": {"dues": [], "closes": None},
    "/api/monthly-reports/{unit}/2026-09/sign": {"sha256": "0" * 64},
    "/api/help-contact": {"name": "Tổ hỗ trợ", "phone": "0215 3 825 413"},
    "/api/notation": NOTATION,
    "/api/bundles/{record}": {"do": "take_in"},
    "/api/bundles/drafts/held": {"keys": ["none"]},
    "/api/views/0193a000-0000-7000-8000-00000000000a": {"name": "Bảng", "query": "rows=unit", "shared": False},
    "/api/clusters": {"name": "Cụm mới"},
    "/api/clusters/none": {"name": "Cụm khác"},
    "/api/snapshots/none/withdraw": {"text": "Chốt nhầm"},
    "/api/units": {"kind": "site", "name": "Điểm mới", "parent": "{unit}"},
    "/api/units/{unit}": {"name": "Tên khác"},
    "/api/units/{unit}/end": {"into": ["{unit}"]},
    "/api/people/{person}": {"name": "Tên khác"},
    "/api/people/{person}/code": {},
    "/api/people/{person}/leave": {},
    "/api/people/{person}/disable": {"reason": "Mất máy"},
    "/api/people/{person}/enable": {},
    "/api/people/{person}/roles/{role}/end": {},
    "/api/people/{person}/roles": NEW_ROLE,
    "/api/people/{person}/roles/{role}/transfer": {"unit": "{unit}"},
}
SAID = {"do": "take_in", "title": "Thử", "period": "2026-2027", "day": None, "reason": "Nộp bổ sung"}
SAID |= {"register": "probe_direct", "registers": ["probe_direct"]}
SAID |= {"unit": "{unit}", "units": ["{unit}"]}
VERBS = ("submit", "withdraw", "verify", "return", "approve", "reject", "reopen", "delete", "restore", "comment")


@pytest.fixture
def places(village: Village):
    """(unit, one of its records) of a school that everybody but the administrator works over, and of a foreign one."""
    with village.app.app_context(), write() as session:
        commune = add_unit(session, kind="commune", name="Tủa Thàng", parent=village.province)
        far = add_unit(session, kind="school", name="TH Tủa Thàng", parent=commune)
    village.add("gv3", "teacher", far)
    village.add("gvc", "teacher", village.school)
    village.add("gvd", "teacher", far)
    places = []
    for name, colleague, unit in (("gv", "gvc", village.school), ("gv3", "gvd", far)):
        author = village.client(name)
        author.unit = unit.id
        put = author.put(then="submit")
        assert "refused" not in author.do(put)
        person = village.accounts[colleague]
        with village.app.app_context(), read() as session:
            role = session.scalars(select(Role.id).where(Role.person == person)).one()
        places.append({"unit": unit.id, "record": put["id"], "person": person, "role": role})
    return places


def test_who_gets_what(village: Village, places):
    signed_in = {name: village.client(name) for name in ROLES.values() if name}
    wrong = []
    for (_, method), (address, *expected) in TABLE.items():
        for place, statuses in zip(places, expected, strict=True):
            for role, status in (statuses or {}).items():
                answer = ask(village, signed_in.get(ROLES[role]), role, method, address, place)
                if answer.status_code != status:
                    wrong.append(f"{role}: {method} {address}: {answer.status_code}, not {status}")
                if (address, answer.status_code) == ("/api/session", 204):
                    signed_in[ROLES[role]] = village.client(ROLES[role])
    assert wrong == []


def ask(village: Village, client: Client | None, role, method, address, place):
    body = None if method in ("GET", "DELETE") else filled(BODIES.get(address, SAID), place | {"asker": role})
    request = {"method": method, "json": body, "buffered": True}
    if client is None:
        return village.app.test_client().open(address.format(**place), headers=SAME_ORIGIN, **request)
    headers = SAME_ORIGIN | {"X-Account": client.account} | ({} if method == "GET" else {"If-Match": '"0"'})
    return client.http.open(address.format(**place), headers=headers, **request)


def filled(body, place):
    if isinstance(body, dict):
        return {name: filled(value, place) for name, value in body.items()}
    if isinstance(body, list):
        return [filled(value, place) for value in body]
    return body.format(**place)[:64] if isinstance(body, str) else body


def test_who_has_left_reads_their_own_record_and_all_else_as_a_stranger(village: Village):
    gv = village.client("gv")
    put = gv.put(then="submit")
    assert "refused" not in gv.do(put)
    transfer(village, "gv", village.other)
    place = {"unit": village.school.id, "record": put["id"], "person": village.accounts["gvb"], "role": 0}
    wrong = []
    for (_, method), (address, own, foreign) in TABLE.items():
        status = (own if "{record}" in address else foreign or own or {}).get("teacher")
        if method == "GET" and status is not None:
            answer = ask(village, gv, "teacher", method, address, place)
            if answer.status_code != status:
                wrong.append(f"{address}: {answer.status_code}, not {status}")
    assert wrong == []


def test_every_address_is_in_the_table(village: Village):
    rules = {
        (rule.rule, method)
        for rule in village.app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert rules == set(TABLE)


def test_the_administrator_sees_no_record(village: Village, places):
    admin = village.client("admin")
    assert admin.get("/api/records").json["records"] == []
    assert admin.sync().get("changes", []) == []


def test_lists_of_a_foreign_unit_are_empty(village: Village, places):
    _, far = places
    for role in ("teacher", "leader", "commune", "admin"):
        client = village.client(ROLES[role])
        assert client.get(f"/api/records?unit={far['unit']}").json["records"] == [], role


def test_no_verb_reaches_a_foreign_record(village: Village, places):
    """As if the record were not there; the administrator's own unit has records, and none of them is theirs."""
    near, far = places
    for role, name in ROLES.items():
        if role in ("nobody", "department"):
            continue
        client, place = village.client(name), near if role == "admin" else far
        said = [client.mutation(verb, record=place["record"], unit=place["unit"], text="Thử") for verb in VERBS]
        consent = {"photo": "0" * 64, "given": True}
        said.append(client.mutation("consent", record=place["record"], unit=place["unit"], **consent))
        said.append(client.mutation("put", record=place["record"], unit=place["unit"], set={"n": 9}))
        outcomes = client.sync(*said)["outcomes"]
        assert {outcome["refused"]["code"] for outcome in outcomes.values()} == {"unknown_record"}, role
