"""A cursor that this server never made, with a sound checksum, is no error: the phone reads its scopes anew."""

import pytest

from server.exchange.cursor import ZERO, Cursor, ScopeCursor, short_id

GREATEST = 2**63 - 1  # that a cursor can hold


@pytest.mark.parametrize(
    "scope",
    [
        ScopeCursor(GREATEST, ZERO, "000000", GREATEST),
        ScopeCursor(0, ZERO, "000000", -GREATEST),
        ScopeCursor(1, ZERO, "000000", 1, GREATEST),
        ScopeCursor(GREATEST, "________", "ffffff", 0, GREATEST),
    ],
)
def test_numbers_that_no_log_reaches_reset_the_view(village, scope):
    phone = village.client("gv")
    phone.cursor = Cursor(scopes={short_id(phone.unit): scope}).text()
    answer = phone.sync()
    assert phone.unit in answer["reset"]
    assert "cursor" in answer
