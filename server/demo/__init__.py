"""The demo province: invented people of real places, loaded through the exchange as they would have sent it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from server.demo.accounts import ACCOUNTS, PASSWORD

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["ACCOUNTS", "PASSWORD", "load"]


def load(app: "Flask", progress: Callable[[int, int], object] = lambda done, total: None) -> None:
    """Fill an empty database: units and people directly, every record through the exchange.

    ``progress`` is called as it goes on, with the number of records sent so far and of all. Raises DemoFailed when
    the server refuses anything.
    """
    # Only now: who prints the accounts needs none of the content.
    from server.demo.loading import fill

    fill(app, progress)
