"""What mutmut 3.8 asks of a test and pytest 9.2 no longer keeps: the name of a test under its old attribute."""

import pytest

pytest.Item._nodeid = property(lambda item: item.nodeid)
