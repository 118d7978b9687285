"""A form leaves as an XLSForm workbook, a submission as the XML of its instance, for who may read them."""

from io import BytesIO
from uuid import uuid4
from xml.etree.ElementTree import fromstring

from openpyxl import load_workbook

from tests.odk.asking import DIRECT, Tool, send


def test_a_form_is_an_xlsform(village):
    answer = Tool(village).ask(f"{DIRECT}.xlsx")
    assert (answer.status_code, answer.mimetype.rpartition(".")[2]) == (200, "sheet")
    book = load_workbook(BytesIO(answer.data))
    assert {"survey", "choices", "settings"} <= set(book.sheetnames)
    head, first = list(book["settings"].iter_rows(values_only=True))[:2]
    assert dict(zip(head, first, strict=True))["form_id"] == "probe_direct"
    names = {row[1] for row in book["survey"].iter_rows(values_only=True)}
    assert {"note", "n", "rows"} <= names


def test_a_submission_is_the_xml_of_its_instance(village):
    rows = [{"id": str(uuid4()), "name": name, "count": at} for at, name in enumerate("xy")]
    more = {
        "picks": ["a", "c"],
        "yes": True,
        "dec": 1.5,
        "place": [21.5, 103.25],
        "note": "A < B & \u201cC\u201d",
        "rows": rows,
    }
    instance = send(village, number=3, **more)
    answer = Tool(village).ask(f"{DIRECT}/submissions/{instance}.xml")
    assert (answer.status_code, answer.content_type) == (200, "application/xml; charset=utf-8")
    root = fromstring(answer.data)
    assert (root.tag, root.get("id"), root.get("version")) == ("data", "probe_direct", "1")
    found = {one.tag: one.text for one in root}
    expected = {"picks": "a c", "yes": "true", "dec": "1.5", "place": "21.5 103.25", "n": "3", "note": more["note"]}
    assert {name: found[name] for name in expected} == expected
    assert found["big"] is None
    assert [[one.text for one in row] for row in root.findall("rows")] == [["x", "0"], ["y", "1"]]
    assert root.findtext("meta/instanceID") == instance
    assert root.findtext("lantoa/unit") == village.school.name


def test_neither_is_for_who_may_not_read_it(village):
    instance = send(village, "gv2")
    tool = Tool(village, registers=["probe"])
    for path in (f"{DIRECT}.xlsx", f"{DIRECT}/submissions/{instance}.xml", "/v1/projects/2/forms/probe_direct.xlsx"):
        assert tool.ask(path).json["code"] == 404.1, path
    assert village.app.test_client().get(f"{DIRECT}.xlsx").json["code"] == 401.2
    assert Tool(village).ask(f"{DIRECT}/submissions/uuid:{uuid4()}.xml").json["code"] == 404.1
    assert Tool(village).ask(f"{DIRECT}.xml").json["code"] == 404.1
