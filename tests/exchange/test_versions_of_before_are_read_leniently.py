"""What a phone says of versions from before a restore is no reason to refuse what it sends."""

import pytest


@pytest.mark.parametrize("applied", [[], {"x": 1}, {"x": "soon"}, "x"])
def test_a_version_that_is_none_is_as_if_it_were_left_out(village, applied):
    gv = village.client("gv")
    made = gv.put()
    assert "version" in gv.sync(made, applied=applied)["outcomes"][made["id"]]
