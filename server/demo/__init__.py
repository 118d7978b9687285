"""The demo province: invented people in real places. Their records are sent to the server as phones send them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from server.demo.accounts import ACCOUNTS, PASSWORD

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["ACCOUNTS", "PASSWORD", "load"]


def load(app: "Flask", progress: Callable[[int, int], object] = lambda done, total: None) -> None:
    """Fill an empty database with the demo: units and people are written directly, every record through the exchange.

    ``progress`` is called again and again with the number of records sent so far and of all records. Raises DemoFailed
    if the server refuses anything.
    """
    # Only now: who prints the accounts needs none of the content.
    from server.demo.loading import fill

    fill(app, progress)
