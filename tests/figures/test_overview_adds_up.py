"""Each number of the overview is what the records make, and the list behind it is as long as it says."""

from collections import Counter, defaultdict
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from server.access.viewer import viewer_of
from server.figures import overview
from server.models.log import Record
from server.models.org import Unit
from server.platform.database import read
from tests.fixtures.applications import open_app
from tests.village import Client, Village

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)

YEAR = "2025-2026"


@pytest.fixture(scope="module")
def demo(demo_file):
    """The demo province, by username; nothing is written but sessions."""
    with open_app(f"sqlite:///{demo_file}", DEMO=True) as app:
        yield lambda username: Client.sign_in(app, username, "", "demo-thi-dua")


@pytest.fixture(scope="module")
def so(demo):
    return demo("so.demo")


def ask(client, **params):
    answer = client.get(f"/api/overview?{urlencode(params)}")
    assert answer.status_code == 200, answer.text
    return answer.json


def approved(client, register):
    with client.http.application.app_context(), read() as session:
        wanted = Record.register == register, Record.status == "approved"
        return [(one.scope, one.day, one.data) for one in session.scalars(select(Record).where(*wanted))]


def listed(client, filters):
    """How many records the list behind a number holds."""
    count, cursor = 0, None
    while True:
        page = client.get(
            f"/api/records?{urlencode(filters | {'limit': 200} | ({'cursor': cursor} if cursor else {}))}"
        )
        assert page.status_code == 200, page.text
        count, cursor = count + len(page.json["records"]), page.json.get("next")
        if not cursor:
            return count


def bars(answer, by, measure):
    (section,) = [section for section in answer["charts"] if section["by"] == by]
    (chart,) = [chart for chart in section["charts"] if chart["measure"] == measure]
    return {row["key"]: row["value"] for row in chart["rows"] if row["value"]}


def test_the_figures_are_what_the_records_make(so):
    answer, records = ask(so, register="activity", period=YEAR), approved(so, "activity")
    totals = {item["key"]: item["total"]["value"] for item in answer["measures"]}
    attended = [sum(data.get(name, 0) for name in ("students", "teachers", "parents")) for _, _, data in records]
    assert totals["activities"] == len(records) > 300
    assert totals["attendances"] == sum(attended)
    assert bars(answer, "month", "activities") == Counter(f"{day:%Y-%m}" for _, day, _ in records)
    assert bars(answer, "kind", "activities") == Counter(data["kind"] for _, _, data in records)
    for field in ("movements", "themes"):
        found = Counter(key for _, _, data in records for key in data.get(field, []))
        assert bars(answer, field, "activities") == found
    by_unit = defaultdict(int)
    with so.http.application.app_context(), read() as session:
        parents = dict(session.execute(select(Unit.id, Unit.parent)).all())
    for (scope, _, _), attendances in zip(records, attended, strict=True):
        by_unit[parents[scope]] += attendances
    assert bars(answer, "unit", "attendances") == by_unit


@pytest.mark.parametrize("register", ["activity", "model"])
def test_every_number_opens_as_many_records_as_it_counts(so, register):
    answer = ask(so, register=register, period=YEAR)
    counts = {item["key"]: item for item in answer["measures"] if item["kind"] == "count"}
    opened = 0
    for item in counts.values():
        assert listed(so, item["behind"]) == item["total"]["value"]
        for section in answer["charts"]:
            for chart in section["charts"]:
                for row in chart["rows"] if chart["measure"] == item["key"] else ():
                    by = section["by"]
                    key = {by: row["key"]} if by in ("month", "unit") else {"where": f"{by}:{row['key']}"}
                    assert listed(so, item["behind"] | key) == row["value"], (by, row)
                    opened += 1
    assert opened >= 19
    behind = {"register": register, "period": YEAR, "unit": answer["unit"]["id"]}
    for status, count in answer["standing"]["total"].items():
        assert listed(so, behind | {"status": status}) == count, status
    row = answer["standing"]["rows"][0]
    assert listed(so, behind | {"unit": row["key"], "status": ",".join(row["parts"])}) == sum(row["parts"].values())


def test_last_years_numbers_open_their_records_too(so):
    answer, opened = ask(so, register="typical_example", period=YEAR), 0
    counts = {item["key"]: item for item in answer["measures"] if item["kind"] == "count"}
    for section in answer["charts"]:
        for chart in section["charts"]:
            item, by = counts.get(chart["measure"]), section["by"]
            for row in chart["rows"] if item else ():
                if row.get("before"):
                    key = {by: row["key"]} if by == "unit" else {"where": f"{by}:{row['key']}"}
                    assert listed(so, item["behind_before"] | key) == row["before"], (by, row)
                    opened += 1
    assert opened >= 9


def test_the_parts_of_a_page_agree(so):
    answer = ask(so, register="activity", period=YEAR)
    complete, standing = answer["complete"], answer["standing"]
    assert (complete["kind"], complete["units"], complete["reported"]) == ("school", 485, 24)
    assert len(complete["missing"]) == 485 - 24
    total = next(item["total"]["value"] for item in answer["measures"] if item["key"] == "activities")
    assert standing["total"]["approved"] == total
    assert sum(sum(row["parts"].values()) for row in standing["rows"]) == sum(standing["total"].values())
    glance = {item["register"]: item for item in answer["glance"]}
    assert glance["activity"]["measure"]["total"]["value"] == total
    assert glance["activity"]["waiting"] == standing["total"]["submitted"] + standing["total"]["verified"]
    assert (glance["model"]["reported"], glance["model"]["units"]) == (24, 485)


def test_a_new_year_without_figures_shows_the_last_and_says_so(so):
    with so.http.application.app_context(), read() as session:
        viewer, registers = viewer_of(session, so.account), so.http.application.extensions["registers"]
        params = overview.read_overview(session, viewer, registers, {}, NOON)
        assert (params.question.period.key, params.empty.key) == (YEAR, "2026-2027")
        chosen = overview.read_overview(session, viewer, registers, {"period": ["2026-2027"]}, NOON)
        assert (chosen.question.period.key, chosen.empty) == ("2026-2027", None)


def test_the_same_page_one_level_down_is_a_part_of_the_whole(so, demo):
    whole = ask(so, register="activity", period=YEAR)
    section = next(section for section in whole["charts"] if section["by"] == "unit")
    for row in section["charts"][0]["rows"]:
        part = ask(so, register="activity", period=YEAR, unit=row["key"])
        assert next(item["total"]["value"] for item in part["measures"] if item["key"] == "activities") == row["value"]
        assert [one["id"] for one in part["path"]] == [whole["unit"]["id"]]
    school = ask(demo("ht.demo"), register="activity", period=YEAR)
    assert (school["unit"]["kind"], school["path"]) == ("school", [])
    assert school["complete"]["reported"] == school["complete"]["units"] == 1


def test_spread_tells_who_took_up_what_from_whom(so, demo):
    def adopters(nodes):
        for node in nodes:
            for one in node["by"]:
                yield (node["id"], one["unit"]), one["records"]
                yield from adopters([one["source"]] if "source" in one else [])

    records = approved(so, "model")
    edges = Counter((data["replicates"], scope) for scope, _, data in records if data.get("replicates"))
    spread = ask(so, register="model", period=YEAR)["spread"]
    assert dict(adopters(spread["sources"])) == edges
    assert spread["taken"] == edges.total() >= 10
    source = spread["sources"][0]
    behind = {"register": "model", "period": YEAR, "status": "approved", "where": f"{spread['field']}:{source['id']}"}
    assert listed(so, behind) == source["taken"]
    own = ask(demo("ht.demo"), register="model", period=YEAR)["spread"]
    taken = {source["title"] for source in own["sources"]}
    assert "Vườn rau em chăm trên đỉnh gió" in taken, "a school sees who took up its model"


@pytest.mark.lengthy
def test_the_same_months_a_year_before_stand_beside(village: Village):
    gv, so = village.client("gv"), village.client("so")
    for day in ("2025-09-10", "2025-10-11", "2025-12-12", "2026-09-09"):
        put = gv.put(set={"note": "Ghi", "day": day, "n": 2, "m": 4}, then="submit")
        so.sync(so.mutation("approve", record=put["id"], base=gv.do(put)["version"], unit=put["unit"]))
    given = {"register": ["probe_direct"], "period": ["2026-2027"]}
    with village.app.app_context(), read() as session:
        viewer, registers = viewer_of(session, so.account), village.app.extensions["registers"]
        found = {}
        for moment in (datetime(2026, 10, 5, 5, tzinfo=UTC), datetime(2027, 9, 1, 5, tzinfo=UTC)):
            params = overview.read_overview(session, viewer, registers, given, moment)
            found[moment] = overview.overview_page(session, viewer, registers, params, "vi")
    running, over = found.values()
    assert running["before"] == {"period": "2025-2026", "through": "2025-10"}
    assert over["before"] == {"period": "2025-2026"}
    counted = [next(item for item in answer["measures"] if item["key"] == "count") for answer in (running, over)]
    assert [item["before"]["value"] for item in counted] == [2, 3]
    for item in counted:
        assert listed(so, item["behind_before"]) == item["before"]["value"]
        assert listed(so, item["behind"]) == item["total"]["value"] == 1
