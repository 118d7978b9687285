"""A cursor that an earlier release has written is good for the next exchange: nothing is read anew."""

import pytest

from server.exchange.cursor import Cursor, ScopeCursor, read

MOMENT = 1_795_000_000_123  # in milliseconds; they had it in microseconds
WRITTEN = {
    ("", 0): "AQISNFZ4nQMNAbCdEfGhChssmrze8AEAAbCdEfGhChssM88",
    ("", MOMENT): "AwISNFZ4nQMNAbCdEfGhChsswKSEi7CRmAOavN7wAQABsJ0R8aEKGywA9RQ",
    ("0badcafe", 0): "AgILrcr-EjRWeJ0DDQGwnRHxoQobLJq83vABAAGwnRHxoQobLK98",
    ("0badcafe", MOMENT): "BAILrcr-EjRWeJ0DDQGwnRHxoQobLMCkhIuwkZgDmrze8AEAAbCdEfGhChssANQY",
}


@pytest.mark.parametrize(("restore", "moment"), WRITTEN)
def test_it_says_what_it_said(restore, moment):
    scopes = {
        "12345678": ScopeCursor(413, "AbCdEfGh", "0a1b2c", 400, moment),
        "9abcdef0": ScopeCursor(1, "AbCdEfGh", "0a1b2c", 1),
    }
    cursor = read(WRITTEN[restore, moment])
    assert cursor == Cursor(2, restore, scopes)
    assert read(cursor.text()) == cursor
