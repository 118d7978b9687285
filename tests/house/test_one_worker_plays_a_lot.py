"""Every promise is asked of a lot of schedules where it is played: what `make prove` says of its progress is true."""

import re

import pytest
from xdist.scheduler import LoadGroupScheduling

from server.platform.config import ROOT
from tests.fixtures.together import Together
from tests.promises.conftest import COUNTS, STARTS
from tests.promises.lots import PROMISES, Lot


@pytest.fixture
def scope(monkeypatch):
    monkeypatch.setattr(LoadGroupScheduling, "__init__", lambda self: None)
    return Together()._split_scope


@pytest.mark.parametrize("database", COUNTS)
def test_the_promises_of_a_lot_go_to_one_worker(scope, database):
    lots = [Lot(database, STARTS[database] + first, 100) for first in (0, 100)]
    found = {str(lot): {scope(_test(name, lot)) for name in PROMISES} for lot in lots}
    assert [len(scopes) for scopes in found.values()] == [1, 1]
    assert not set.intersection(*found.values())


def _test(promise: str, lot: Lot) -> str:
    """The name that pytest has for the test of a promise on a lot."""
    file = f"tests/promises/test_{promise}.py"
    found = re.search(r"def (test_\w+)\(faults\)", (ROOT / file).read_text())
    assert found, file
    return f"{file}::{found[1]}[{lot}]"
