"""What a unit shares or has sent may be named in its records, whoever writes them, and not in those of other units."""

from types import SimpleNamespace

import pytest

from server.access.viewer import Viewer
from server.log.batch import Batch
from server.log.references import referred
from server.models.log import LogEntry, Record
from tests.access.places import REGISTERS, World, built

SHARED = {"scope": "a", "register": "grown", "version": 1, "author": "binh", "persons": [], "status": "draft"}
OWN = SHARED | {"register": "event"}
SENT = OWN | {"status": "submitted", "submitted_rev": 1}


@pytest.fixture
def may_name(app):
    """``may_name(target, unit)``: whether a record in ``unit``, of somebody without a role, may refer to the target."""

    def _may_name(target, unit, to=None, ended=None, across=False, log=()):
        naming = {"scope": unit, "register": "event", "version": 1, "author": "an", "persons": [], "status": "draft"}
        with app.app_context(), built(World(ended or {}, [], [target, naming])) as session:
            for number, (do, rev) in enumerate(log):
                entry = {"mutation": f"m{number}", "person": "binh", "scope": "a", "record": "r0", "do": do, "rev": rev}
                session.add(LogEntry(**entry, stored_body=b"{}", stored_outcome={}))
            session.flush()
            batch = Batch(session, Viewer("an", "An", ()), REGISTERS, [])
            field = SimpleNamespace(to=to or target["register"], across=across)
            return referred(batch, session.get_one(Record, "r1"), field, "r0") is not None

    return _may_name


@pytest.mark.parametrize(
    ("target", "here", "elsewhere"),
    [(SHARED, "ax", "by"), (SENT, "axp", "bcy"), (OWN, "", "abxp")],
    ids=["a shared draft", "what was sent", "a draft of somebody's own"],
)
def test_in_the_unit_and_above_it_only(may_name, target, here, elsewhere):
    assert [unit for unit in here if not may_name(target, unit)] == []
    assert [unit for unit in elsewhere if may_name(target, unit)] == []


def test_in_the_successors_of_a_school_that_ended(may_name):
    assert may_name(SENT, "b", ended={"a": (-1, ["b"])})
    assert not may_name(SENT, "c", ended={"a": (-1, ["b"])})


def test_only_where_the_field_is_of_its_register(may_name):
    assert not may_name(SENT, "a", to="grown")


@pytest.mark.parametrize(
    ("target", "log", "may"),
    [
        (SENT, [("put", 1)], False),
        (SENT, [("put", 1), ("approve", None)], False),
        (SENT, [("put", 1), ("approve", 2), ("reopen", 3)], True),
        (SENT | {"status": "approved"}, [], True),
    ],
    ids=["was sent", "was not approved", "was approved once", "is approved"],
)
def test_everywhere_by_a_field_that_goes_across_units_once_it_was_approved(may_name, target, log, may):
    assert may_name(target, "c", across=True, log=log) is may
    assert not may_name(target, "c", log=log)
