"""Whatever is written, decided and deleted, a table of Explore is what the log adds up to, and its cells open it."""

from functools import partial
from itertools import combinations
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.protocol.ids import natural_id
from tests.figures.by_hand import added, shown, written
from tests.figures.test_explore_answers_what_the_log_adds_up_to import joined
from tests.fixtures.applications import REGISTERS, open_app

FORM, COUNTED = "probe_pair@1", ("submitted", "approved")
STEP = st.fixed_dictionaries(
    {
        "do": st.sampled_from(["write", "write", "write", "edit", "approve", "return", "delete", "withdraw"]),
        "by": st.integers(0, 1),
        "which": st.integers(0, 5),
        "n": st.integers(0, 9),
        "day": st.sampled_from(["2026-10-05", "2026-10-31", "2027-01-17", "2027-01-18"]),
        "pick": st.sampled_from(["a", "a", "b", None]),
        "picks": st.sampled_from([["x"], ["x", "y"], []]),
        "kinds": st.lists(st.sampled_from(["p", "q"]), max_size=3),
    }
)


@pytest.fixture
def world(database_url, settle):
    """A village with the register, on each database."""
    with open_app(database_url, REGISTERS=[*REGISTERS, Path(__file__).parent / "explore_registers"]) as app:
        yield settle(app, database_url)


def play(village, steps):
    authors, so, made = [village.client("gv"), village.client("gv2")], village.client("so"), []
    authors[1].unit = village.other.id
    for step in steps:
        parts = [{"id": f"r{at}", "kind": kind, "size": at + 1} for at, kind in enumerate(step["kinds"])]
        answers = {name: step[name] for name in ("n", "day", "pick")} | {"note": "Thử", "m": 10, "parts": parts}
        answers |= {"picks": step["picks"]} if step["pick"] == "a" else {}
        if step["do"] == "write" or not made:
            author = authors[step["by"]]
            put = author.mutation("put", form=FORM, set=answers, then="submit")
            outcome = author.do(put)
            assert "refused" not in outcome, outcome
            made.append((author, put["id"]))
            continue
        author, record = made[step["which"] % len(made)]
        base = {"record": record, "unit": author.unit, "base": so.read(record).get("version", "")}
        if step["do"] in ("approve", "return"):
            so.sync(so.mutation(step["do"], **base, **({"text": "Xem lại"} if step["do"] == "return" else {})))
        else:
            author.sync(author.mutation("put" if step["do"] == "edit" else step["do"], **base, **edited(step, answers)))


def edited(step, answers):
    return {"set": {name: value for name, value in answers.items() if name != "parts"}} if step["do"] == "edit" else {}


def rows_of(record, kind):
    return sum(row["size"] for row in record.data.get("parts", []) if row["kind"] == kind)


@pytest.mark.lengthy
@settings(max_examples=min(3, settings().max_examples), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, min_size=3, max_size=12))
def test_every_table_is_what_the_log_adds_up_to(world, steps):
    play(world, steps)
    so, records = world.client("so"), [one for one in written(world.app) if one.status in COUNTED]
    communes = {world.school.id: world.commune.id}
    keys = {
        "unit": lambda record: [communes.get(record.unit, world.other.parent)],
        "reporting_unit": lambda record: [record.unit],
        "month": lambda record: [record.data["day"][:7]],
        "pick": lambda record: [record.data["pick"]] if record.data.get("pick") else [],
        "picks": lambda record: record.data.get("picks") or [] if record.data.get("pick") == "a" else [],
    }
    amounts = {"count": lambda _: 1, "n": lambda record: record.data["n"]}
    for rows, columns in combinations(keys, 2):
        if {rows, columns} == {"unit", "reporting_unit"}:
            continue
        for measure, amount in amounts.items():
            table = asked(so, measure=measure, rows=rows, columns=columns)
            assert shown(table) == added(records, keys[rows], keys[columns], amount), (rows, columns)
        table = asked(so, measure="rate", rows=rows, columns=columns)
        assert shown(table, "n") == added(records, keys[rows], keys[columns], amounts["n"])
        assert shown(table, "d") == added(records, keys[rows], keys[columns], lambda _: 10)
        opens(so, table)
    table = asked(so, measure="size", rows="parts.kind", columns="pick")
    for row in table["rows"]:
        expected = added(records, lambda _: [], keys["pick"], partial(rows_of, kind=row["key"]))
        own = {"": row["value"]} | {
            column["key"]: cell["value"] for column, cell in zip(table["columns"], row["cells"], strict=True) if cell
        }
        assert own == {column: value for (_, column), value in expected.items()}
    opens(so, table)


def asked(so, **params):
    answer = so.get(f"/api/explore?{urlencode({'register': 'probe_pair', 'period': '2026-2027'} | params)}")
    assert answer.status_code == 200, answer.text
    return answer.json


def opens(so, table):
    """Each cell's records add up to it."""
    for row in table["rows"]:
        for column, cell in zip(table["columns"], row["cells"], strict=True):
            if cell:
                found = so.get(
                    f"/api/records/sum?{urlencode(joined(table['behind'], row['behind'], column['behind']))}"
                )
                assert found.json.get("n", found.json["value"]) == cell.get("n", cell["value"]), (row, column)


def test_what_is_not_understood_is_refused_by_name(world):
    so = world.client("so")
    for query, faults in (
        ("register=x", {"register": "choices"}),
        ("register=probe_pair&measure=x", {"measure": "choices"}),
        ("register=probe_pair&rows=note", {"rows": "choices"}),
        ("register=probe_pair&rows=pick&columns=pick", {"columns": "choices"}),
        ("register=probe_pair&rows=unit&columns=reporting_unit", {"columns": "choices"}),
        ("register=probe_pair&unit=x&nosuch=1", {"unit": "type", "nosuch": "unknown"}),
    ):
        answer = so.get(f"/api/explore?{query}")
        assert answer.status_code == 400, query
        assert {name: fault["rule"] for name, fault in answer.json["fields"].items()} == faults, query


def test_nothing_comes_until_something_changes(world):
    so, gv = world.client("so"), world.client("gv")
    path = "/api/explore?register=probe_pair&rows=pick&columns=picks&period=2026-2027"
    play(world, [{"do": "write", "by": 0, "n": 3, "day": "2026-10-05", "pick": "a", "picks": ["x"], "kinds": []}])
    first = so.get(path)
    headers = {"X-Account": so.account, "If-None-Match": first.headers["ETag"]}
    assert so.http.get(path, headers=headers).status_code == 304
    gv.do(gv.mutation("put", form=FORM, set={"note": "Nữa", "n": 1, "day": "2026-10-06", "pick": "a"}, then="submit"))
    then = so.http.get(path, headers=headers)
    assert (then.status_code, then.json["total"]["value"]) == (200, first.json["total"]["value"] + 1)


def test_a_comma_within_a_value_is_no_second_value(world):
    so = world.client("so")
    for where, status in (("note:Một, hai", 200), ("pick:a,picks:x", 200), ("pick:a,nosuch:x", 400), ("pick", 400)):
        query = urlencode({"register": "probe_pair", "where": where})
        assert so.get(f"/api/records?{query}").status_code == status, where


def test_records_without_a_day_are_found(world):
    """A month of none: of registers that know no day."""
    gv, so = world.client("gv"), world.client("so")
    record = natural_id(gv.unit, "probe", "2026-H2")
    put = {"form": "probe@2", "record": record, "period": "2026-H2", "set": {"n": 4, "m": 8}, "then": "submit"}
    assert "refused" not in gv.do(gv.mutation("put", **put))
    table = asked(so, register="probe", period="2026-H2", status="submitted", measure="n", rows="month")
    [undated] = [row for row in table["rows"] if row["key"] == ""]
    found = so.get(f"/api/records/sum?{urlencode(joined(table['behind'], undated['behind']))}")
    assert (undated["value"], found.json["value"]) == (4, 4)
    counts = so.get(f"/api/records/counts?{urlencode({'month': 'none', 'period': '2026-H2'})}").json["counts"]
    assert counts == [{"register": "probe", "status": "submitted", "n": 1}]
