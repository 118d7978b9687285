"""What several tests of units and people start from."""

import pytest

from server.org.people import add_unit
from server.platform.database import write


@pytest.fixture
def near(village):
    """A second school below the same commune, with its leader ``ht3``."""
    with village.app.app_context(), write() as session:
        school = add_unit(session, kind="school", name="THCS Sín Thầu", parent=village.commune)
    village.add("ht3", "leader", school)
    return school
