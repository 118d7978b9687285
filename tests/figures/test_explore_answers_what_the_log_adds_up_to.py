"""Ten questions to Explore, each answered as the log adds up by hand; and every cell opens the records that made it."""

from collections import defaultdict
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from server.models.org import Unit
from server.platform.database import read
from tests.figures.by_hand import added, shown, written
from tests.fixtures.applications import open_app
from tests.village import Client

YEAR = "2025-2026"


@pytest.fixture(scope="module")
def world(demo_file):
    """The demo province: its department, its approved records as the log tells them, and its units by id."""
    with open_app(f"sqlite:///{demo_file}", DEMO=True) as app:
        with app.app_context(), read() as session:
            units = {unit.id: (unit.parent or "", unit.level or unit.kind) for unit in session.scalars(select(Unit))}
        yield Client.sign_in(app, "so.demo", "", "demo-thi-dua"), written(app), units


def of(records, register, period=YEAR):
    return [one for one in records if (one.register, one.period, one.status) == (register, period, "approved")]


def ask(client, **params):
    answer = client.get(f"/api/explore?{urlencode(params)}")
    assert answer.status_code == 200, answer.text
    return answer.json


def one(name):
    return lambda record: [record.data[name]] if record.data.get(name) is not None else []


def each(name):
    return lambda record: record.data.get(name) or []


def month(record):
    return [record.data["date"][:7]]


def number(*names):
    return lambda record: sum(record.data.get(name) or 0 for name in names)


def count(_):
    return 1


def none(_):
    return []


ATTENDED = number("students", "teachers", "parents")


def recipients(kind):
    return lambda record: sum(row["kind"] == kind for row in record.data.get("recipients", []))


def own(record):
    return [record.unit]


def test_ten_questions(world):
    so, records, units = world

    def parent(record):
        return [units[record.unit][0]]

    def level(record):
        return [units[record.unit][1]]

    questions = [
        ("activity", "activities", "unit", "month", parent, month, count),
        ("activity", "attendances", "kind", "month", one("kind"), month, ATTENDED),
        ("activity", "activities", "kind", "movements", one("kind"), each("movements"), count),
        ("activity", "attendances", "themes", "movements", each("themes"), each("movements"), ATTENDED),
        ("activity", "students", "reporting_unit", "kind", own, one("kind"), number("students")),
        ("activity", "garden_area", "unit_level", "unit", level, parent, number("garden_area")),
        ("model", "models", "kind", "movements", one("kind"), each("movements"), count),
        ("award", "individuals", "authority", "form", one("authority"), one("form"), recipients("individual")),
        ("competition_project", "projects", "competition", "prize", one("competition"), one("prize"), count),
        ("model", "people", "unit_level", "", level, none, number("people")),
    ]
    counted = 0
    for register, measure, rows, columns, row, column, amount in questions:
        table = ask(so, register=register, measure=measure, rows=rows, columns=columns)
        expected = added(of(records, register, table["period"]["key"]), row, column, amount)
        assert shown(table) == expected, (register, measure, rows, columns)
        assert len(expected) >= 5, (register, measure)
        counted += len(expected)
    assert counted > 300


def test_units_of_a_pair_are_counted_once_each(world):
    so, records, _ = world
    sets = defaultdict(set)
    for record in of(records, "activity"):
        for row in (record.data["kind"], ""):
            for column in (record.data["date"][:7], ""):
                sets[row, column].add(record.unit)
    table = ask(so, register="activity", measure="units", rows="kind", columns="month", period=YEAR)
    assert shown(table) == {key: len(found) for key, found in sets.items()}


def test_a_rate_is_all_that_is_above_over_all_that_is_below(world):
    so, records, units = world
    level, parent = lambda record: [units[record.unit][1]], lambda record: [units[record.unit][0]]
    table = ask(so, register="teacher_pledge", measure="fulfilled_rate", rows="unit", columns="unit_level")
    pledges = of(records, "teacher_pledge", table["period"]["key"])
    for part, name in (("n", "fulfilled"), ("d", "pledged")):
        found = added(pledges, parent, level, number(name))
        assert shown(table, part) == found
        assert len(found) > 100
    for row in table["rows"]:
        assert row["value"] == (row["n"] / row["d"] if row["d"] else None)


def test_what_another_register_counts_stands_below_in_each_cell(world):
    so, records, units = world
    level, parent = lambda record: [units[record.unit][1]], lambda record: [units[record.unit][0]]
    period = "2024-2025"
    table = ask(so, register="teacher_pledge", measure="pledged_rate", rows="unit", columns="unit_level", period=period)
    assert [one["key"] for one in table["dimensions"]] == ["unit", "reporting_unit", "unit_level"]
    assert shown(table, "n") == added(of(records, "teacher_pledge", period), parent, level, number("pledged"))
    staff = added(of(records, "school_profile", period), parent, level, number("staff"))
    assert shown(table, "d") == {key: value for key, value in staff.items() if key in shown(table, "d")}
    assert len(shown(table, "d")) > 10


def test_a_share_counts_those_who_are_to_report(world):
    so, _, _ = world
    table = ask(so, register="digital_indicator", measure="cashless_rate", rows="unit", columns="unit_level")
    for line in (*table["rows"], *table["columns"]):
        assert line["n"] <= line["d"]
    for row in table["rows"]:
        cells = [cell for cell in row["cells"] if cell]
        assert (sum(cell["n"] for cell in cells), sum(cell["d"] for cell in cells)) == (row["n"], row["d"])
    assert sum(row["d"] for row in table["rows"]) == table["total"]["d"] > 100


def joined(*parts):
    """The query of a list with what a row and a column add to it, as the desk's page makes it."""
    where = ",".join(part["where"] for part in parts if "where" in part)
    whole = {name: value for part in parts for name, value in part.items()}
    return whole | ({"where": where} if where else {})


OPENED = [
    ("activity", "activities", "unit", "month"),
    ("activity", "attendances", "kind", "movements"),
    ("activity", "students", "reporting_unit", "kind"),
    ("activity", "attendances", "unit_level", "unit"),
    ("model", "people", "kind", "movements"),
    ("award", "individuals", "authority", "month"),
    ("teacher_pledge", "fulfilled_rate", "unit_level", "unit"),
    ("event", "parts", "kind", "month"),
]


@pytest.mark.parametrize(("register", "measure", "rows", "columns"), OPENED)
def test_every_cell_opens_the_records_that_made_it(world, register, measure, rows, columns):
    so, _, _ = world
    table = ask(so, register=register, measure=measure, rows=rows, columns=columns)
    opened = 0
    for row in table["rows"]:
        for column, cell in zip(({"behind": {}}, *table["columns"]), (row, *row["cells"]), strict=True):
            if not cell or not (cell["value"] or cell.get("d")):
                continue
            found = so.get(f"/api/records/sum?{urlencode(joined(table['behind'], row['behind'], column['behind']))}")
            assert found.status_code == 200, found.text
            parts = [part for part in ("value", "n", "d") if part in cell]
            assert [found.json[part] for part in parts] == [cell[part] for part in parts], (row, column)
            opened += 1
    assert opened


def test_the_total_is_that_of_the_overview_and_of_figures(world):
    so, _, _ = world
    for register in ("activity", "model", "school_profile", "initiative", "digital_indicator", "teacher_pledge"):
        overview = so.get(f"/api/overview?register={register}").json
        params = {"register": register, "period": overview["period"]["key"]}
        for measure in overview["measures"]:
            table = ask(so, register=register, measure=measure["key"])
            assert (table["total"], table["period"]) == (measure["total"], overview["period"])
            assert table["behind"] == measure["behind"]
            asked = params | {"measure": measure["key"], "by": "unit"}
            figures = so.get(f"/api/figures?{urlencode(asked)}").json["rows"]
            assert [(row["key"], row["value"]) for row in table["rows"]] == [
                (row["key"], row["value"]) for row in figures
            ]


def test_what_is_first_shown_is_what_the_overview_shows(world):
    so, _, _ = world
    table, overview = ask(so), so.get("/api/overview").json
    assert (table["register"], table["period"]["key"]) == (overview["register"], overview["period"]["key"])
    assert (table["measure"]["key"], table["rows_by"], table["columns_by"]) == ("activities", {"key": "unit"}, None)


@pytest.mark.parametrize("rows", ["kind", "unit", "month"])
def test_last_years_figures_stand_beside_and_open_their_records(world, rows):
    so, records, _ = world
    table = ask(so, register="typical_example", rows=rows, period=YEAR)
    earlier = of(records, "typical_example", "2024-2025")
    assert table["before"]["value"] == len(earlier) > 10
    if rows != "month":  # nobody gave a day
        assert sum(row.get("before") or 0 for row in table["rows"]) == len(earlier)
    for row in table["rows"]:
        if row.get("before"):
            found = so.get(f"/api/records/sum?{urlencode(joined(table['behind_before'], row['behind_before']))}")
            assert found.json["value"] == row["before"]
