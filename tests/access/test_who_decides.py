"""An officer decides on what lies below the own office, never on its own records."""

from types import SimpleNamespace

import pytest

from server.access.officers import decides
from server.access.records import may_do
from server.access.viewer import Grant, Viewer
from tests.access.places import REGISTERS, UNITS

OFFICER = Viewer("an", "An", (Grant("x", "commune", UNITS["x"][2]),))
DEPARTMENT = Viewer("so", "So", (Grant("p", "department", UNITS["p"][2]),))
BY_COMMUNE, BY_DEPARTMENT = REGISTERS.get("grown@2"), REGISTERS.get("narrowed@2")


@pytest.mark.parametrize(
    ("viewer", "register", "unit", "may"),
    [
        (OFFICER, BY_COMMUNE, "a", True),
        (OFFICER, BY_COMMUNE, "x", False),  # the own office
        (OFFICER, BY_COMMUNE, "c", False),  # another commune's
        (OFFICER, BY_COMMUNE, "d", False),  # in the commune, but it reports to the department
        (OFFICER, BY_DEPARTMENT, "a", False),  # its review ends further up
        (DEPARTMENT, BY_COMMUNE, "x", True),
        (DEPARTMENT, BY_DEPARTMENT, "d", True),
    ],
)
def test_an_officer_decides_below_the_own_office(viewer, register, unit, may):
    path = UNITS[unit][2]
    assert decides(viewer, register, unit, path) is may
    record = SimpleNamespace(scope=unit, author="gv", persons=[], status="verified", deleted_by=None)
    assert may_do(viewer, "approve", record, register, path) is may
