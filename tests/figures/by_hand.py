"""Sums made by hand: the log is walked entry by entry, and no cell, record or rule of the server's is looked at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson
from flask import Flask
from sqlalchemy import select

from server.models.log import LogEntry
from server.platform.database import read

AFTER = {
    "submit": "submitted",
    "withdraw": "draft",
    "verify": "verified",
    "return": "returned",
    "approve": "approved",
    "reject": "rejected",
    "delete": "deleted",
}
REOPENED = {"approved": "verified", "rejected": "submitted"}
EDITED = {"verified": "submitted", "rejected": "submitted"}


@dataclass
class Written:
    """A record, as the log tells it."""

    unit: str
    register: str
    period: str
    status: str = "draft"
    data: dict[str, Any] = field(default_factory=dict)

    def write(self, entry: dict[str, Any]) -> None:
        self.period = entry.get("period") or self.period
        for name, value in entry.get("set", {}).items():
            self.data[name] = value
        for name, values in entry.get("add", {}).items():
            self.data[name] = [*self.data.get(name, []), *(one for one in values if one not in self.data.get(name, []))]
        for name, values in entry.get("remove", {}).items():
            self.data[name] = [one for one in self.data.get(name, []) if one not in values]


def written(app: Flask) -> list[Written]:
    """Every record that the log tells of."""
    found: dict[str, Written] = {}
    with app.app_context(), read() as session:
        for entry in session.scalars(select(LogEntry).where(LogEntry.rev.is_not(None)).order_by(LogEntry.seq)):
            said, id_ = orjson.loads(entry.body), entry.record or ""
            if said["do"] == "put":
                record = found.setdefault(id_, Written(said["unit"], said.get("form", "").partition("@")[0], ""))
                record.write(said | ({"period": entry.period} if entry.period else {}))
                record.status = EDITED.get(record.status, record.status)
            record = found[id_]
            for verb in (said["do"], said.get("then")):
                if verb == "reopen":
                    record.status = REOPENED[record.status]
                record.status = AFTER.get(verb, record.status)
    return list(found.values())


Keys = Callable[[Written], Iterable[str]]
Amounts = Callable[[Written], int | float]


def added(records: Iterable[Written], rows: Keys, columns: Keys, amount: Amounts) -> dict[tuple[str, str], float]:
    """(row, column) → what the records add up to; under ``""`` what they do in all rows, all columns, or altogether."""
    sums: dict[tuple[str, str], float] = {}
    for record in records:
        for row in {*rows(record), ""}:
            for column in {*columns(record), ""}:
                sums[row, column] = sums.get((row, column), 0) + amount(record)
    return {key: round(value, 3) for key, value in sums.items() if value}


def shown(table: dict[str, Any], part: str = "value") -> dict[tuple[str, str], float]:
    """The same, as a table of Explore says it. ``part``: of a ratio ``n`` or ``d``."""
    found = {("", ""): table["total"][part]}
    for column in table["columns"]:
        found["", column["key"]] = column[part]
    for row in table["rows"]:
        found[row["key"], ""] = row[part]
        for column, cell in zip(table["columns"], row.get("cells", []), strict=True):
            if cell:
                found[row["key"], column["key"]] = cell[part]
    return {key: value for key, value in found.items() if value}
