"""A school with models to write activities in, and what its officers and the province's figures say of them."""

from datetime import date, datetime, timedelta, timezone
from typing import Any, Self
from urllib.parse import urlencode

from flask import Flask

from server.periods import periods
from server.platform.database import write
from sync.protocol.canonical import Json
from tests.village import Client, Village, code

MODELS = {"garden": "Vườn rau điểm Nậm Pan", "library": "Thư viện xanh"}


def today() -> date:
    """The day that phones in Việt Nam have."""
    return datetime.now(timezone(timedelta(hours=7))).date()


def school_year(day: date) -> str:
    year = day.year if day.month >= 9 else day.year - 1
    return f"{year}-{year + 1}"


class Place(Village):
    """A village in which the models of ``MODELS`` are registered, verified and approved; ``models`` has their ids."""

    def __init__(self, app: Flask):
        super().__init__(app)
        self.year = school_year(today())
        with app.app_context(), write() as session:
            periods.extend(session, today().year - 1, today().year)
        leader, self.officer = self.client("ht"), self.client("so")
        self.models = {kind: self._model(leader, kind, name) for kind, name in MODELS.items()}

    def on(self, app: Flask) -> Self:
        twin = super().on(app)
        twin.models = dict(self.models)
        twin.officer = self.officer.on(app)
        return twin

    def _model(self, leader: Client, kind: str, name: str) -> str:
        values = {"kind": kind, "name": name}
        put = leader.mutation("put", form="model@1", period=self.year, set=values, then="submit")
        assert code(leader.do(put)) is None
        self.act(leader, "verify", put["id"])
        self.act(self.officer, "approve", put["id"])
        return put["id"]

    def act(self, client: Client, verb: str, record: str, **more: Any) -> None:
        """What an officer or a leader does over the API, having seen the record as it is now."""
        seen = client.read(record)
        unit = {"unit": seen["unit"], "base": seen["version"]}
        outcome = client.do(client.mutation(verb, record=record) | unit | more)
        assert code(outcome) is None, outcome

    def activity(self, client: Client, title: str, then: str | None = "submit", **values: Any) -> str:
        """An activity of today written elsewhere; its id."""
        held = {"model": self.models["garden"], "kind": "garden", "date": today().isoformat(), "students": 24}
        put = client.mutation("put", form="activity@1", set=held | {"title": title} | values)
        outcome = client.do(put | ({"then": then} if then else {}))
        assert code(outcome) is None, outcome
        return put["id"]

    def activities(self) -> list[Json]:
        """Every activity on the server, drafts too, as their authors see them."""
        found = {}
        for name in ("gv", "gvb", "ht"):
            asked = urlencode({"register": "activity", "limit": 100})
            for record in self.client(name).get(f"/api/records?{asked}").json["records"]:
                found[record["id"]] = record
        return list(found.values())

    def figure(self, measure: str) -> int:
        """The total of a measure in this school and year, approved records only."""
        asked = urlencode({"register": "activity", "period": self.year, "unit": self.school.id})
        measures = self.officer.get(f"/api/figures?{asked}").json["measures"]
        return next(each["total"]["value"] for each in measures if each["key"] == measure)
