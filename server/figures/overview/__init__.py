"""The overview: how the movement goes in a unit and all below it, in one answer of one snapshot, read from cells."""

from server.figures.overview.asking import Overview, ask
from server.figures.overview.mark import mark
from server.figures.overview.page import content

__all__ = ["Overview", "ask", "content", "mark"]
