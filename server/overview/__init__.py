"""The overview: how the movement goes in a unit and all below it, in one answer of one snapshot, read from cells."""

from server.overview.asking import Overview, ask
from server.overview.mark import mark
from server.overview.page import content

__all__ = ["Overview", "ask", "content", "mark"]
