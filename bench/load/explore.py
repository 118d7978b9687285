"""Proves on a million records that each cell of an explored table opens the records that made it, and measures both.

The demo's approved records of everyday work are copied, as other records of the same people, and their cells multiplied
alike. Each cell's list is then added up, record by record, and compared with the cell.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, insert, literal, select, text, update

from bench.load.desk import desk
from server.figures import place_cache
from server.figures.explore import counting
from server.models.figures import Cell
from server.models.log import Record, Scope
from server.platform.database import read, write
from server.registers import published

YEAR = "2025-2026"
RUNS = 5
APPROVED = "approved"
TABLES = (("unit", "month"), ("kind", "month"), ("reporting_unit", "kind"))
PAIR = ("kind", "movements")


def copied(register: str, wanted: int) -> tuple[int, int]:
    """Copy the approved records of a register until there are about ``wanted``; their number, and how often."""
    of = Record.register == register, Record.status == APPROVED
    with read() as session:
        count = session.scalar(select(func.count()).where(*of)) or 1
    times = max(1, wanted // count)
    names = [column.name for column in Record.__table__.columns]
    with write() as session:
        originals = session.scalars(select(Record.id).where(*of)).all()
        for number in range(1, times):
            # Without texts to search: their index would take longer than all else.
            changed = {"id": literal(f"{number:08x}").concat(func.substr(Record.id, 9)), "search_text": literal("")}
            query = select(*(changed.get(name, Record.__table__.c[name]) for name in names))
            session.execute(insert(Record).from_select(names, query.where(Record.id.in_(originals))))
        cells = update(Cell).where(Cell.register == register, Cell.status == APPROVED)
        session.execute(cells.values(value=Cell.value * times))
        session.execute(update(Scope).values(digest=func.randomblob(32)))
    with write() as session:
        session.execute(text("ANALYZE"))
    return count * times, times


class Officer:
    """The department's officer, who asks and takes the time of each answer."""

    def __init__(self, client: FlaskClient, account: str):
        self.client, self.headers = client, {"X-Account": account}

    def get(self, path: str, params: dict[str, str]) -> tuple[Any, float]:
        """An answer, and its processor time in milliseconds. Raises SystemExit if it is refused."""
        began = time.process_time()
        answer = self.client.get(f"{path}?{urlencode(params)}", headers=self.headers)
        spent = 1_000 * (time.process_time() - began)
        if answer.status_code != 200:
            raise SystemExit(f"{path} {params}: {answer.status_code} {answer.text[:200]}")
        return answer.json, spent


def cells_of(table: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """Each cell of a table that has a value, with the query of the list of its records."""
    for row in table["rows"]:
        for column, cell in zip(table["columns"], row.get("cells", []), strict=True):
            if cell and cell["value"]:
                parts = (row["behind"], column["behind"])
                where = ",".join(part["where"] for part in parts if "where" in part)
                narrowed = {name: value for part in parts for name, value in part.items()}
                yield cell, table["behind"] | narrowed | ({"where": where} if where else {})


def proved(officer: Officer, register: str, rows: str, columns: str) -> None:
    """Print how long a table takes, and that each of its cells opens its records. Raises SystemExit if one does not."""
    params = {"register": register, "period": YEAR, "rows": rows, "columns": columns}
    first, warm = list[float](), list[float]()
    for _ in range(RUNS):
        place_cache.forget()
        first.append(officer.get("/api/explore", params)[1])
        table, spent = officer.get("/api/explore", params)
        warm.append(spent)
    lists, records = list[float](), 0
    for cell, behind in cells_of(table):
        lists.append(officer.get("/api/records", behind)[1])
        found, _ = officer.get("/api/records/sum", behind)
        if found["value"] != cell["value"]:
            raise SystemExit(f"{behind}: {found['value']}, not {cell['value']}")
        records += found["records"]
    times = f"first look {median(first):6.0f} ms, warm {median(warm):6.0f} ms, a cell's list {median(lists):6.0f} ms"
    print(f"{rows + ' × ' + columns:24} {len(lists):4} cells open {records:9,} records; {times}", flush=True)


def counted(app: Flask, officer: Officer, pair: dict[str, str]) -> None:
    """Print how long a table of two fields has its totals alone, is counted, and stands then; and hold its cells
    against their records. Raises SystemExit if one differs."""
    table, spent = officer.get("/api/explore", pair)
    print(f"{' × '.join(PAIR)}: {'only totals' if 'uncounted' in table else 'cells'}, {spent:.0f} ms", flush=True)
    ordered = officer.client.post(f"/api/explore/counts?{urlencode(pair)}", headers=officer.headers, json={}).json
    clock, processor = time.monotonic(), time.process_time()
    with app.app_context():
        counting.work(lambda: published.renew(app))
    spent = time.process_time() - processor
    took = f"{time.monotonic() - clock:.1f} s by the clock, {spent:.1f} s of a processor"
    print(f"counted over {ordered['records']:,} records in {took}", flush=True)
    times = [officer.get("/api/explore", pair)[1] for _ in range(RUNS)]
    print(f"then {median(times):.0f} ms", flush=True)
    for cell, behind in cells_of(officer.get("/api/explore", pair)[0]):
        if officer.get("/api/records/sum", behind)[0]["value"] != cell["value"]:
            raise SystemExit(f"{behind}: not {cell['value']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--demo", type=Path, help="a file with the demo province, where one is at hand")
    given = parser.parse_args()
    with desk(given.demo) as (app, client, account):
        register = app.extensions["registers"].all_latest()[0].key
        with app.app_context():
            count, _ = copied(register, given.records)
        officer = Officer(client, account)
        print(f"{count:,} approved records of one register and year")
        for rows, columns in TABLES:
            proved(officer, register, rows, columns)
        pair = {"register": register, "period": YEAR, "rows": PAIR[0], "columns": PAIR[1]}
        counted(app, officer, pair)
        top = officer.get("/api/explore", pair | {"columns": "", "rows": "unit"})[0]["rows"][0]
        table, spent = officer.get("/api/explore", pair | {"unit": top["key"]})
        print(f"{' × '.join(PAIR)} in one commune, counted over {top['value']:,} records: {spent:.0f} ms")
        for cell, behind in cells_of(table):
            found, _ = officer.get("/api/records/sum", behind)
            if found["value"] != cell["value"]:
                raise SystemExit(f"{behind}: {found['value']}, not {cell['value']}")


if __name__ == "__main__":
    main()
