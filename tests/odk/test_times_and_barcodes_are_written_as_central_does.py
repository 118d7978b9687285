"""Times have seconds and their zone, and barcodes are texts, with the types that Central gives them."""

import csv
import io
from datetime import timedelta
from xml.etree.ElementTree import fromstring

import pytest

from server.platform.clock import HERE, now
from tests.fixtures.days import day_in
from tests.odk.asking import Tool
from tests.village import DAY

FORM = "/v1/projects/1/forms/visit"
TABLE = f"{FORM}.svc/Submissions"
CAME = {"id": "r1", "came": "06:45", "gone": "2026-10-05T16:30", "card": "007"}
ANSWERS = {"note": "A", "day": DAY, "opens": "14:30", "held": "2026-11-30T00:15", "tag": "89345", "guests": [CAME]}
WRITTEN = {"opens": "14:30:00.000+07:00", "held": "2026-11-30T00:15:00.000+07:00", "tag": "89345"}
IN_ROW = {"came": "06:45:00.000+07:00", "gone": "2026-10-05T16:30:00.000+07:00", "card": "007"}


@pytest.fixture
def sent(gatehouse):
    gv = gatehouse.client("gv")
    out = {}
    for name, answers in (("a", ANSWERS), ("b", {"note": "B", "day": DAY, "opens": "06:30", "tag": "x"})):
        put = gv.put(form="visit@1", set=answers, then="submit")
        outcome = gv.do(put)
        assert "refused" not in outcome, outcome
        out[name] = f"uuid:{put['id']}"
    return out


def test_json_csv_and_xml_say_the_same(gatehouse, sent):
    tool = Tool(gatehouse)
    one = next(one for one in tool.table(TABLE, expand="*")["value"] if one["__id"] == sent["a"])
    assert {name: one[name] for name in WRITTEN} == WRITTEN
    assert {name: one["guests"][0][name] for name in IN_ROW} == IN_ROW
    lines = csv.DictReader(io.StringIO(tool.ask(f"{FORM}/submissions.csv").data.decode()))
    line = next(line for line in lines if line["KEY"] == sent["a"])
    assert {name: line[name] for name in WRITTEN} == WRITTEN
    root = fromstring(tool.ask(f"{FORM}/submissions/{sent['a']}.xml").data)
    assert {name: root.findtext(name) for name in WRITTEN} == WRITTEN
    assert {name: root.findtext(f"guests/{name}") for name in IN_ROW} == IN_ROW


def test_their_types_are_centrals(gatehouse):
    tool = Tool(gatehouse)
    types = {one["path"]: one["type"] for one in tool.table(f"{FORM}/fields")}
    wanted = {"opens": "time", "held": "dateTime", "tag": "barcode", "guests/came": "time", "guests/gone": "dateTime"}
    assert {name: types[f"/{name}"] for name in wanted} == wanted
    described = tool.ask(f"{FORM}.svc/$metadata").text
    edm = {"opens": "Edm.String", "held": "Edm.DateTimeOffset", "tag": "Edm.String", "came": "Edm.String"}
    for name, kind in edm.items():
        assert f'<Property Name="{name}" Type="{kind}"/>' in described


FILTERS = (
    ("held eq 2026-11-29T17:15:00.000Z", "a"),
    ("held gt 2026-11-30T00:15:00.000+07:00", ""),
    ("held ge 2026-11-30T00:15:00+0700", "a"),
    ("held lt 2026-11-30", "a"),
    ("held lt 2026-11-29", ""),
    ("opens lt '07:00:00.000+07:00'", "b"),
    ("opens eq '14:30'", "a"),
    ("opens ne null and tag eq '89345'", "a"),
    ("held eq null", "b"),
)
BETWEEN_MINUTES = (
    ("held lt 2026-11-30T00:15:59.999+07:00", "a"),
    ("held lt 2026-11-30T00:15:00.001+07:00", "a"),
    ("held lt 2026-11-30T00:15:00.000+07:00", ""),
    ("held le 2026-11-29T17:15:30Z", "a"),
    ("held ge 2026-11-30T00:15:30.000+07:00", ""),
    ("held gt 2026-11-30T00:15:30.000+07:00", ""),
    ("held ge 2026-11-30T00:14:30.000+07:00", "a"),
    ("2026-11-30T00:15:59+07:00 gt held", "a"),
    ("held eq 2026-11-30T00:15:30.000+07:00", ""),
    ("held ne 2026-11-30T00:15:30.000+07:00", "ab"),
    ("not (held eq 2026-11-30T00:15:30.000+07:00)", "ab"),
    ("held ne 2026-11-30T00:15:00.000+07:00", "b"),
    ("opens lt '14:30:01'", "ab"),
    ("opens ge '14:30:00.5+07:00'", ""),
    ("opens eq '14:30:30'", ""),
    ("opens ne '07:30:30Z'", "ab"),
)
NOW = (
    ("held gt now()", ""),
    ("held lt now() or held ge now()", "a"),
    ("now() lt held", ""),
    ("held eq now()", ""),
    ("held ne now()", "ab"),
    ("day eq now() or day ne now()", "ab"),
    ("day lt now() or now() le day", "ab"),
    ("held ge day", "a"),
    ("year(now()) ge 2026 and now() gt 2026-01-01", "ab"),
)


@pytest.mark.parametrize(("text", "seen"), FILTERS + BETWEEN_MINUTES + NOW)
def test_a_filter_compares_them(gatehouse, sent, text, seen):
    assert set(Tool(gatehouse).ids(TABLE, filter=text)) == {sent[name] for name in seen}


@pytest.mark.parametrize(
    "text", ["note lt now()", "now() gt opens", "tag eq __system/edits", "held lt __system/updatedAt"]
)
def test_a_filter_that_compares_two_kinds_is_refused(gatehouse, sent, text):
    answer = Tool(gatehouse).ask(TABLE, filter=text)
    assert (answer.status_code, answer.json["code"]) == (501, 501.4)


@pytest.mark.parametrize("shift", [timedelta(), timedelta(days=1)])
def test_now_is_what_clocks_in_viet_nam_show(gatehouse, shift):
    gv, here = gatehouse.client("gv"), (now() + shift).astimezone(HERE)
    put = gv.put(form="visit@1", set=ANSWERS | {"held": f"{here:%Y-%m-%dT%H:%M}", "day": day_in(0)}, then="submit")
    assert "refused" not in gv.do(put)
    tool, later = Tool(gatehouse), bool(shift)
    assert bool(tool.ids(TABLE, filter="held gt now()")) is later
    assert bool(tool.ids(TABLE, filter="held lt now()")) is not later
    assert tool.ids(TABLE, filter="day eq now()")


@pytest.mark.parametrize(
    "text",
    [
        "held eq 'gestern:30:30'",
        "opens ne '25:00:30'",
        "held gt 'gestern'",
        "opens lt 7",
        "opens eq '2026-11-30T14:30'",
        "held eq '14:30'",
    ],
)
def test_a_filter_with_no_time_is_refused(gatehouse, text):
    answer = Tool(gatehouse).ask(TABLE, filter=text)
    assert (answer.status_code, answer.json["code"]) == (400, 400.18)
