"""``$metadata`` is whole: every type that it names is there, and every member that comes is described with its type."""

import re

from lxml import etree
from uuid_utils import uuid7

from tests.odk.asking import DIRECT, Tool, send
from tests.village import DAY

EDM = "{http://docs.oasis-open.org/odata/ns/edm}"
PLAIN = {
    "Edm.String": str,
    "Edm.Int64": int,
    "Edm.Decimal": (int, float),
    "Edm.Boolean": bool,
    "Edm.Date": str,
    "Edm.DateTimeOffset": str,
    "Edm.GeographyPoint": dict,
}


def described(tool):
    answer = tool.ask(f"{DIRECT}.svc/$metadata")
    assert answer.status_code == 200, answer.text
    tree = etree.fromstring(answer.data)
    kinds = {}
    for schema in tree.iter(f"{EDM}Schema"):
        for kind in schema:
            if "Name" in kind.attrib and kind.tag != f"{EDM}EntityContainer":
                kinds[f"{schema.get('Namespace')}.{kind.get('Name')}"] = kind
    return tree, kinds


def test_every_type_is_there_and_every_name_is_one(village):
    tree, kinds = described(Tool(village))
    for one in tree.iter(f"{EDM}Property", f"{EDM}NavigationProperty", f"{EDM}EntitySet"):
        type_ = re.sub(r"Collection\((.*)\)", r"\1", one.get("Type") or one.get("EntityType"))
        assert type_ in PLAIN or type_ in kinds, type_
        assert re.fullmatch(r"[A-Za-z_][\w.-]*", one.get("Name"))
    sets = [one.get("Name") for one in tree.iter(f"{EDM}EntitySet")]
    assert sets == [one["name"] for one in Tool(village).table(f"{DIRECT}.svc")["value"]]


def fits(kinds, type_, value):
    if value is None:
        return True
    if type_ in PLAIN:
        return isinstance(value, PLAIN[type_]) and not (type_ == "Edm.Int64" and isinstance(value, bool))
    if type_.endswith((".Status", ".ReviewState")):
        return value in {one.get("Name") for one in kinds[type_]}
    return all_described(kinds, type_, value)


def all_described(kinds, type_, entity):
    members = {one.get("Name"): one.get("Type") for one in kinds[type_].iter(f"{EDM}Property")}
    links = {f"{one.get('Name')}@odata.navigationLink" for one in kinds[type_].iter(f"{EDM}NavigationProperty")}
    assert entity.keys() == members.keys() | links
    wrong = {name: value for name, value in entity.items() if name in members and not fits(kinds, members[name], value)}
    assert wrong == {}
    return True


def test_every_member_is_described_with_its_type(village):
    answers = {
        "note": "Ghi chú",
        "n": 3,
        "m": 5,
        "dec": 1.25,
        "day": DAY,
        "pick": "a",
        "picks": ["a", "c"],
        "yes": True,
        "place": [21.39, 103.02],
        "whom": [village.accounts["gvb"]],
        "rows": [{"id": str(uuid7()), "name": "Một", "count": 1}, {"id": str(uuid7()), "name": "Hai"}],
    }
    send(village, **answers)
    tool = Tool(village)
    _, kinds = described(tool)
    base = "org.opendatakit.user.probe_direct"
    [one] = tool.table(f"{DIRECT}.svc/Submissions")["value"]
    assert all_described(kinds, f"{base}.Submissions", one)
    rows = tool.table(f"{DIRECT}.svc/Submissions.rows")["value"]
    assert [(row["name"], row["count"]) for row in rows] == [("Một", 1), ("Hai", None)]
    assert all(all_described(kinds, f"{base}.Submissions.rows", row) for row in rows)
    assert one["picks"] == "a c"
    assert one["place"] == {"type": "Point", "coordinates": [103.02, 21.39]}
    assert tool.table(f"{DIRECT}.svc/Submissions", wkt="true")["value"][0]["place"] == "POINT (103.02 21.39)"
    assert one["lantoa"]["unit"] == "TH Sín Thầu"
    assert one["meta"] == {"instanceID": one["__id"], "instanceName": "Ghi chú"}
    below = tool.table(f"{DIRECT}.svc/{one['rows@odata.navigationLink']}")["value"]
    assert below == rows
    expanded = tool.table(f"{DIRECT}.svc/Submissions", expand="*")["value"][0]["rows"]
    assert [{**row, "__Submissions-id": one["__id"]} for row in expanded] == [
        {**row, "__Submissions-id": one["__id"]} for row in rows
    ]
    assert tool.table(f"{DIRECT}.svc/Submissions.rows", top=1, count="true")["@odata.count"] == 2


def test_a_selection_has_what_it_names(village):
    instance = send(village, number=3, note="Ghi")
    tool, table = Tool(village), f"{DIRECT}.svc/Submissions"
    assert tool.table(table, select="n,note")["value"] == [{"n": 3, "note": "Ghi"}]
    chosen = tool.table(table, select="__id,__system/reviewState,lantoa/unit")["value"][0]
    assert chosen == {
        "__id": instance,
        "__system": {"reviewState": None},
        "lantoa": {"unit": "TH Sín Thầu"},
    }
    assert tool.ask(table, select="none").json["code"] == 400.23
    assert tool.ask(table, select="n", expand="*").json["code"] == 501.11
    assert tool.ask(table, expand="rows").json["code"] == 501.6
    assert tool.ask(table, search="n").json["code"] == 501.1
    assert tool.ask(table, format="atom").json["code"] == 406.1
    assert tool.ask(f"{DIRECT}.svc/Submissions.none").json["code"] == 404.1
