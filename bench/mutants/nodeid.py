"""A pytest plugin for mutmut 3.8: gives each test the attribute ``_nodeid``, which pytest 9.2 no longer has."""

import pytest

pytest.Item._nodeid = property(lambda item: item.nodeid)
