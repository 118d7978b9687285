"""The CSV has ODK Central's columns in its order; repeats are tables of their own; photos lie in ``media``."""

import csv
import io
import zipfile

from uuid_utils import uuid7

from tests.odk.asking import DIRECT, Tool, send
from tests.village import DAY

LAST = [
    *("KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected"),
    *("Status", "ReviewState", "DeviceID", "Edits", "FormVersion"),
]
OURS = ["unit", "unitId", "unitCode", "sectorCode", "place", "period", "status", "schoolState"]


def read(data):
    return list(csv.reader(io.StringIO(data.decode())))


def probe(village, **members):
    rows = [{"id": str(uuid7()), "name": "Một", "count": 1}, {"id": str(uuid7()), "name": "=1+1"}]
    return send(village, number=3, place=[21.39, 103.02], picks=["a", "c"], rows=rows, **members)


def test_columns_and_order(village):
    instance = probe(village)
    head, row = read(Tool(village).ask(f"{DIRECT}/submissions.csv").data)
    assert head[0] == "SubmissionDate"
    assert head[1:9] == [f"lantoa-{name}" for name in OURS]
    assert head[-12:] == ["meta-instanceID", "meta-instanceName", *LAST]
    points = ["place-Latitude", "place-Longitude", "place-Altitude", "place-Accuracy"]
    at = head.index(points[0])
    assert head[at : at + 4] == points
    assert row[at : at + 4] == ["21.39", "103.02", "", ""]
    assert "rows" not in head
    values = dict(zip(head, row, strict=True))
    assert (values["KEY"], values["picks"], values["n"]) == (instance, "a c", "3")
    assert values["DeviceID"].startswith("lantoa:")
    assert values["SubmitterID"].isdigit()
    split = Tool(village).http.get(
        f"{DIRECT}/submissions.csv?splitSelectMultiples=true&groupPaths=false", headers=Tool(village).headers
    )
    values = dict(zip(*read(split.data), strict=True))
    assert (values["picks/a"], values["picks/b"], values["picks/c"], values["unit"]) == ("1", "0", "1", "TH Sín Thầu")


def test_repeats_are_tables_that_lead_to_their_submission(village):
    instance = probe(village)
    with zipfile.ZipFile(io.BytesIO(Tool(village).ask(f"{DIRECT}/submissions.csv.zip").data)) as found:
        assert found.namelist() == ["probe_direct.csv", "probe_direct-rows.csv"]
        head, *rows = read(found.read("probe_direct-rows.csv"))
        assert head == ["name", "count", "PARENT_KEY", "KEY"]
        assert rows == [
            ["Một", "1", instance, f"{instance}/rows[1]"],
            ["'=1+1", "", instance, f"{instance}/rows[2]"],
        ]
        assert read(found.read("probe_direct.csv")) == read(Tool(village).ask(f"{DIRECT}/submissions.csv").data)


def test_no_cell_runs(village):
    for sign in "=+-@":
        send(village, note=f"{sign}cmd|' /C calc'!A0", number=2)
    head, *rows = read(Tool(village).ask(f"{DIRECT}/submissions.csv").data)
    at = head.index("note")
    assert {row[at][0] for row in rows} == {"'"}


def test_a_filter_narrows_it(village):
    send(village, number=1)
    send(village, number=2)
    head, row = read(Tool(village).ask(f"{DIRECT}/submissions.csv", filter="n eq 2").data)
    assert row[head.index("n")] == "2"
    assert DAY in row
