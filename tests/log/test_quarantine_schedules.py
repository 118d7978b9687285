"""Whatever order people leave, write and decide in: each mutation counts once, is its author's, and all adds up."""

from datetime import timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from server.models.log import LogEntry, Quarantine
from server.platform.database import read
from tests.fixtures.applications import open_app
from tests.log.quarantine import decide, differences, send, stamp, transfer, waiting
from tests.village import Village

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["create", "edit", "edit", "submit", "send", "send", "leave", "colleague", "take", "refuse", "twice"]
        ),
        st.integers(0, 7),
    ),
    min_size=6,
    max_size=24,
)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def app(request, tmp_path_factory):
    if request.param == "sqlite":
        import shutil

        path = shutil.copy(request.getfixturevalue("empty_file"), tmp_path_factory.mktemp("kept") / "lantoa.db")
        with open_app(f"sqlite:///{path}") as app:
            yield app
        return
    postgres = request.getfixturevalue("postgres")
    name = postgres.make(template=request.getfixturevalue("empty_postgres"))
    with open_app(postgres.url(name)) as app:
        yield app
    postgres.drop(name)


class School:
    """One teacher's phone with its outbox, a colleague and a leader."""

    def __init__(self, app):
        self.village = Village(app)
        self.gv, self.gvb, self.ht = (self.village.client(name) for name in ("gv", "gvb", "ht"))
        self.outbox, self.records, self.last, self.made = [], [], {}, 0
        self.gone, self.decided = False, []

    def _made(self, do, record=None, **members):
        self.made += 1
        members |= {"at": stamp(timedelta(hours=2) - timedelta(seconds=self.made))}
        if record:
            members |= {"record": record, "after": self.last[record]}
        mutation = self.gv.mutation(do, **members)
        self.last[mutation.get("record", mutation["id"])] = mutation["id"]
        self.outbox.append(mutation)
        return mutation

    def create(self, n):
        values = {"note": "Ghi chú", "n": n, "day": "2026-10-05"}
        self.records.append(self._made("put", form="probe_direct@1", set=values)["id"])

    def edit(self, n):
        if self.records:
            # One in eight is not valid.
            self._made("put", self.records[n % len(self.records)], form="probe_direct@1", set={"n": n if n else 5_000})

    def submit(self, n):
        if self.records:
            self._made("submit", self.records[n % len(self.records)])

    def send(self, n):
        """As far as the network went: some of the outbox, in another order now and then."""
        batch = self.outbox[: n + 1]
        if not batch:
            return
        self.outbox = self.outbox[n + 1 :] + (batch[:1] if n == 3 else [])
        send(self.gv, *(reversed(batch) if n % 3 == 2 else batch))

    def leave(self, _n):
        if not self.gone:
            self.gone = True
            transfer(self.village, "gv", self.village.other)

    def colleague(self, n):
        shown = self.gvb.get("/api/records").json["records"]
        if shown:
            found = shown[n % len(shown)]
            self.ht.do(self.ht.put(record=found["id"], base=found["version"], set={"n": n + 100}))

    def take(self, n, do="take_in"):
        items = waiting(self.ht)
        if items:
            item = items[n % len(items)]
            decide(self.ht, item["id"], do, "Lý do")
            self.decided.append(item["id"])

    def refuse(self, n):
        self.take(n, "refuse")

    def twice(self, n):
        if self.decided:
            decide(self.ht, self.decided[n % len(self.decided)], ("take_in", "refuse")[n % 2], "Lại")


@pytest.mark.slow
@given(steps=STEPS)
@settings(max_examples=6, phases=[Phase.generate])  # a schedule has a school of its own: shrinking costs minutes
def test_any_schedule_adds_up(app, steps):
    school = School(app)
    for name, n in steps:
        getattr(school, name)(n)
    assert differences(school.village) == []
    with app.app_context(), read() as session:
        unit = school.village.school.id
        entries = session.scalars(select(LogEntry).where(LogEntry.scope == unit)).all()
        kept = {row.mutation: row for row in session.scalars(select(Quarantine).where(Quarantine.unit == unit))}
    stood = [entry.stands_for for entry in entries if entry.stands_for]
    assert len(stood) == len(set(stood))
    assert set(stood) == {row.mutation for row in kept.values() if row.state == "taken_in"}
    assert all(entry.person == school.gv.account for entry in entries if entry.stands_for)
    applied = {entry.mutation for entry in entries if entry.rev and not entry.stands_for}
    assert applied.isdisjoint(kept)
    lost = [e for e in entries if e.outcome.get("refused", {}).get("code") == "moved" and e.mutation not in kept]
    assert lost == []
