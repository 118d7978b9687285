"""Explore: any measure of a register by one or two of its dimensions, as a table whose cells open their records."""

from server.figures.explore.query import read_explore
from server.figures.explore.table import explored

__all__ = ["explored", "read_explore"]
