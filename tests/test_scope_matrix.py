"""Every address × every role × one's own and a foreign unit: who gets what. An address that is not listed fails."""

import pytest

from server.database import write
from server.people import add_unit
from tests.village import SAME_ORIGIN, Village

pytestmark = pytest.mark.slow  # 200 requests on each database

ROLES = {"nobody": None, "teacher": "gv", "leader": "ht", "commune": "xa", "department": "so", "admin": "admin"}

ALL = dict.fromkeys(ROLES, 200)
SIGNED_IN = ALL | {"nobody": 401}
OWN_FIGURES = SIGNED_IN | {"admin": 403}
FOREIGN_FIGURES = OWN_FIGURES | {"teacher": 403, "leader": 403, "commune": 403}
OWN_RECORD = SIGNED_IN | {"admin": 404}
FOREIGN_RECORD = OWN_RECORD | {"teacher": 404, "leader": 404, "commune": 404}
PHONES = OWN_FIGURES | {"teacher": 403}
NOT_THERE = dict.fromkeys(ROLES, 404) | {"nobody": 401}
DEPARTMENT = dict.fromkeys(ROLES, 403) | {"nobody": 401, "department": 204}
REMINDS_FAR = DEPARTMENT | {"department": 200}
REMINDS = REMINDS_FAR | {"commune": 200}
FREEZES = DEPARTMENT | {"department": 201}
CLOSING = DEPARTMENT | {"department": 404}
DUE = "/api/dues/probe/2026-H2"
IN_CHARGE = PHONES | {"commune": 403}
NOT_THERE = dict.fromkeys(ROLES, 404) | {"nobody": 401}


# (rule, method) → address with {unit} and {record} → what each role gets in its own unit, and in a foreign one.
# A unit is not asked for where an address has none: own and foreign are then the same.
TABLE = {
    ("/api/catalog", "GET"): ("/api/catalog", SIGNED_IN, SIGNED_IN),
    ("/api/devices", "GET"): ("/api/devices?unit={unit}", PHONES, FOREIGN_FIGURES),
    ("/api/closings", "GET"): ("/api/closings", SIGNED_IN, SIGNED_IN),
    ("/api/closings/open", "POST"): ("/api/closings/open", CLOSING, CLOSING),
    ("/api/dues", "GET"): ("/api/dues?unit={unit}", PHONES, FOREIGN_FIGURES),
    ("/api/dues/<register>/<period>", "GET"): (DUE + "?unit={unit}", PHONES, FOREIGN_FIGURES),
    ("/api/dues/<register>/<period>", "POST"): (DUE, DEPARTMENT, DEPARTMENT),
    ("/api/dues/<register>/<period>/reminders", "POST"): (DUE + "/reminders", REMINDS, REMINDS_FAR),
    ("/api/docs", "GET"): ("/api/docs", ALL, ALL),
    ("/api/docs/static/<path:filename>", "GET"): ("/api/docs/static/docs.css", ALL, ALL),
    ("/api/figures", "GET"): ("/api/figures?register=probe_direct&unit={unit}", OWN_FIGURES, FOREIGN_FIGURES),
    ("/api/health", "GET"): ("/api/health", ALL, ALL),
    ("/api/openapi.json", "GET"): ("/api/openapi.json", ALL, ALL),
    ("/api/quarantine", "GET"): ("/api/quarantine?unit={unit}", IN_CHARGE, FOREIGN_FIGURES | {"commune": 403}),
    ("/api/quarantine/mine", "GET"): ("/api/quarantine/mine", SIGNED_IN, SIGNED_IN),
    ("/api/quarantine/<id_>", "POST"): ("/api/quarantine/{record}", NOT_THERE, NOT_THERE),
    ("/api/records", "GET"): ("/api/records?unit={unit}", SIGNED_IN, SIGNED_IN),
    ("/api/records/<record>", "GET"): ("/api/records/{record}", OWN_RECORD, FOREIGN_RECORD),
    ("/api/records/<record>/seen", "PUT"): ("/api/records/{record}/seen", OWN_RECORD, FOREIGN_RECORD),
    ("/api/records/counts", "GET"): ("/api/records/counts?unit={unit}", SIGNED_IN, SIGNED_IN),
    ("/api/overview", "GET"): ("/api/overview?register=probe_direct&unit={unit}", OWN_FIGURES, FOREIGN_FIGURES),
    ("/api/references", "GET"): ("/api/references?register=probe_direct", SIGNED_IN, SIGNED_IN),
    ("/api/session", "GET"): ("/api/session", SIGNED_IN, SIGNED_IN),
    ("/api/session", "POST"): ("/api/session", dict.fromkeys(ROLES, 400), dict.fromkeys(ROLES, 400)),
    ("/api/session", "DELETE"): ("/api/session", dict.fromkeys(ROLES, 204) | {"nobody": 401}, None),
    ("/api/snapshots", "GET"): ("/api/snapshots", SIGNED_IN, SIGNED_IN),
    ("/api/snapshots", "POST"): ("/api/snapshots", FREEZES, FREEZES),
    ("/api/snapshots/<snapshot>", "GET"): ("/api/snapshots/none", NOT_THERE, NOT_THERE),
    ("/api/snapshots/<snapshot>/differences", "GET"): ("/api/snapshots/none/differences", NOT_THERE, NOT_THERE),
    ("/api/sync", "POST"): ("/api/sync", SIGNED_IN, SIGNED_IN),
}
BODIES = {"/api/sync": {"protocol": 1, "nonce": "n"}, "/api/session": {}}
SAID = {"do": "take_in", "title": "Thử", "period": "2026-2027", "day": None, "reason": "Nộp bổ sung"}
SAID |= {"register": "probe_direct", "registers": ["probe_direct"]}
VERBS = ("submit", "withdraw", "verify", "return", "approve", "reject", "reopen", "delete", "restore", "comment")


@pytest.fixture
def places(village: Village):
    """(unit, one of its records) of a school that everybody but the administrator works over, and of a foreign one."""
    with village.app.app_context(), write() as session:
        commune = add_unit(session, kind="commune", name="Tủa Thàng", parent=village.province)
        far = add_unit(session, kind="school", name="TH Tủa Thàng", parent=commune)
    village.add("gv3", "teacher", far)
    places = []
    for name, unit in (("gv", village.school), ("gv3", far)):
        author = village.client(name)
        author.unit = unit.id
        put = author.put(then="submit")
        assert "refused" not in author.do(put)
        places.append({"unit": unit.id, "record": put["id"]})
    return places


def test_who_gets_what(village: Village, places):
    wrong = []
    for (_, method), (address, *expected) in TABLE.items():
        for place, statuses in zip(places, expected, strict=True):
            for role, status in (statuses or {}).items():
                answer = ask(village, role, method, address.format(**place), place["unit"])
                if answer.status_code != status:
                    wrong.append(f"{role}: {method} {address}: {answer.status_code}, not {status}")
    assert wrong == []


def ask(village: Village, role, method, address, unit):
    posted = BODIES.get(address, SAID | {"unit": unit, "units": [unit]})
    body = {"POST": posted, "PUT": {"version": "1.AAAAAAAA"}}.get(method)
    if ROLES[role] is None:
        return village.app.test_client().open(address, method=method, json=body, headers=SAME_ORIGIN, buffered=True)
    client = village.client(ROLES[role])
    headers = SAME_ORIGIN | {"X-Account": client.account}
    return client.http.open(address, method=method, json=body, headers=headers, buffered=True)


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
        said.append(client.mutation("put", record=place["record"], unit=place["unit"], set={"n": 9}))
        outcomes = client.sync(*said)["outcomes"]
        assert {outcome["refused"]["code"] for outcome in outcomes.values()} == {"unknown_record"}, role
