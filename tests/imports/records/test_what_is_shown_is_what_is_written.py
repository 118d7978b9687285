"""Whatever stands in the cells and however they are matched: nothing breaks, and what was shown is what is written."""

import random
from datetime import date

import pytest

from tests.imports.records.importer import Importer, table
from tests.village import code

pytestmark = pytest.mark.slow
CELLS = (
    *(None, "", " ", "-", "x", "Có", "không", 0, 1, -3, 12.5, 10**9, 1e300, True, False),
    *("1.234", "12,5", "1,234", "5/9/2026", "31/02/2026", "05/10/2026", date(2026, 10, 5), date(1999, 1, 1)),
    *(
        "T1",
        "TH Sín Thầu",
        "TH Tủa Thàng",
        "khong co",
        "2026-2027",
        "HK1 2026-2027",
        "2026-H2",
        "2026",
        "Năm học 2026–2027",
    ),
    *(
        "Một",
        "a; b",
        "a b",
        "[1]",
        '[{"id": "1"}]',
        "21.5, 103.5",
        "gv",
        "Vườn rau",
        "<b>x</b>",
        "=1+1",
        "ệ" * 300,
        "💚",
    ),
)


@pytest.mark.parametrize("seed", range(3))
def test_any_cells_matched_in_any_way(sector, seed):
    chance = random.Random(seed)
    so = sector.client("so")
    desk = Importer(so)
    for register in sector.app.extensions["registers"].all_latest():
        head = [f"Cột {n}" for n in range(12)]
        rows = [[chance.choice(CELLS) for _ in head] for _ in range(8)]
        uploaded = desk.upload(table(*rows, head=head))
        assert uploaded.status_code == 201, uploaded.text
        mapping = desk.propose(register.key) | {"unit": chance.choice([sector.school.id, sector.other.id, None])}
        mapping |= {"period": chance.choice(["2026-2027", "2026-H2", "2026", "2026-2027-HK1", None, "x"])}
        mapping["fields"] = [
            {"field": name, "column": chance.randrange(14)} if chance.random() < 0.7 else {"field": name, "value": cell}
            for name, field in register.fields.items()
            for cell in [chance.choice([cell for cell in CELLS if not isinstance(cell, date) and cell != 1e300])]
            if chance.random() < 0.8
        ]
        mapped = desk.map(mapping)
        assert mapped.status_code == 200, mapped.text
        faulty = [row["row"] for row in desk.rows("faulty")]
        mapped = desk.map(mapped.json["mapping"] | {"skip": faulty}).json
        assert mapped["counts"]["faulty"] == 0
        new = desk.rows("new")
        if not new:
            continue
        applied = desk.apply(mapped["digest"]).json
        assert applied.get("applied"), applied
        found = so.get(f"/api/records?import={desk.id}&limit=200").json["records"]
        written = {record["id"]: record["data"] for record in found}
        assert len(written) == len(new)
        for row in new:
            assert {name: written[row["record"]].get(name) for name in row["set"]} == row["set"]


def test_what_a_row_refers_to_is_found_by_its_name(sector):
    ht, so = sector.client("ht"), sector.client("so")
    model = {"kind": "garden", "name": "Vườn rau em chăm", "movements": ["green"], "start": "2026-09-05"}
    register = sector.app.extensions["registers"].latest("model")
    answers = {name: value for name, value in model.items() if name in register.fields}
    put = ht.put(form=f"model@{register.version}", set=answers, period="2026-2027", then="submit")
    outcome = ht.do(put)
    if code(outcome):  # the register asks more than this test knows: it is answered as it says
        pytest.fail(f"{outcome}")
    desk = Importer(so)
    head = ("Trường", "Mô hình", "Ngày", "Tên hoạt động", "Học sinh", "Điểm trường")
    rows = [
        ("TH Sín Thầu", "vườn rau em chăm", "05/10/2026", "Trồng rau cải", 24, "Điểm trung tâm"),
        ("TH Sín Thầu", "Mô hình lạ", "06/10/2026", "Tưới rau", 20, None),
    ]
    desk.upload(table(*rows, head=head))
    mapping = desk.propose("activity")
    mapping["fields"] = [
        {"field": name, "column": at} for at, name in enumerate(("model", "date", "title", "students", "site"), 1)
    ]
    desk.map(mapping)
    first, second = desk.rows()
    assert (first["state"], first["set"]["model"]) == ("new", put["id"]), first
    assert [one["code"] for one in second["faults"]] == ["ref"]
