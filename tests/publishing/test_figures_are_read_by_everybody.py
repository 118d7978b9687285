"""The department chooses which frozen figures everybody may read; they name units and choices, never people."""

import csv
from io import StringIO

import pytest

from server.publishing.open_data.figures import figure_lines
from server.publishing.pages.texts import Texts
from tests.exports.test_exported_files import write_some
from tests.figures.test_a_snapshot_made_by_mistake_is_withdrawn import frozen


@pytest.fixture
def one(village):
    write_some(village, ["Một", "Hai"])
    return frozen(village)


def show(client, one, method="PUT"):
    return client.send(method, f"/api/snapshots/{one['id']}/public", {})


def test_only_the_department_chooses_and_it_is_audited(village, one):
    for name in ("gv", "ht", "xa", "admin"):
        assert show(village.client(name), one).status_code in (403, 404), name
    officer = village.client("so")
    assert "public" in show(officer, one).json
    assert "public" in show(officer, one).json
    assert "public" not in show(officer, one, "DELETE").json
    acts = [entry["what"] for entry in officer.get("/api/audit?what=report.show,report.hide").json["entries"]]
    assert sorted(acts) == ["report.hide", "report.show"]


def test_figures_are_public_while_it_wants(village, one):
    reader, officer, place = village.app.test_client(), village.client("so"), f"/dien-hinh/so-lieu/{one['id']}"
    assert reader.get(place).status_code == 410
    assert reader.get("/dien-hinh/so-lieu/khong-co").status_code == 404
    show(officer, one)
    page = reader.get(place)
    assert page.status_code == 200
    assert one["title"] in page.text
    assert one["title"] in reader.get("/dien-hinh").text
    assert one["sha256"] in page.text
    assert f'href="{place}.csv"' in page.text
    show(officer, one, "DELETE")
    for end in ("", ".csv", ".json"):
        assert reader.get(place + end).status_code == 410
    show(officer, one)
    officer.post(f"/api/snapshots/{one['id']}/withdraw", {"text": "Nhầm"})
    assert reader.get(place).status_code == 410
    assert show(officer, one).status_code == 403


def test_files_have_what_was_frozen_and_say_what_each_column_means(village, one):
    officer, reader, place = village.client("so"), village.app.test_client(), f"/dien-hinh/so-lieu/{one['id']}"
    show(officer, one)
    content = officer.get(f"/api/snapshots/{one['id']}").json["content"]
    rows = list(csv.DictReader(StringIO(reader.get(f"{place}.csv").get_data(as_text=True).lstrip("\ufeff"))))
    totals = {row["measure"]: row for row in rows if row["dimension"] == ""}
    for measure in content["registers"][0]["measures"]:
        total, row = measure["total"], totals[measure["key"]]
        assert row["value"] == ("" if total["value"] is None else str(total["value"]))
        assert (row["n"], row["d"]) == tuple(str(total.get(name, "")) for name in ("n", "d"))
    file = reader.get(f"{place}.json").json
    assert file["rows"][0].keys() == file["columns"].keys() == rows[0].keys()
    assert all(meaning.keys() == {"vi", "en"} for meaning in file["columns"].values())
    assert file["licence"]["id"] == "CC-BY-4.0"


def test_no_figure_is_divided_by_people_or_records(village):
    row = {"key": "k", "label": {"vi": "Cô Mai", "en": "Mai"}, "value": 1}
    rows = {by: [row] for by in ("unit", "unit_level", "month", "pick", "picks", "yes", "who", "whom", "link", "gone")}
    measure = {"key": "n", "label": {"vi": "Số", "en": "Number"}, "kind": "sum", "total": {"value": 1}, "rows": rows}
    part = {"key": "probe", "title": {"vi": "Biểu", "en": "Register"}, "measures": [measure]}
    shown = [line.dimension for line in figure_lines(village.app.extensions["registers"], [part])]
    assert shown == ["", "unit", "unit_level", "month", "pick", "picks", "yes"]


def test_shares_are_written_as_the_country_does():
    assert Texts("vi").percent(104147 / 146500) == "71,09\N{NO-BREAK SPACE}%"
    assert Texts("en").percent(1) == "100%"
