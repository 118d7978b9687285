"""The overview: how the movement goes in a unit and all below it, in one answer of one snapshot, read from cells."""

from server.figures.overview.etag import mark
from server.figures.overview.page import content
from server.figures.overview.query import Overview, ask

__all__ = ["Overview", "ask", "content", "mark"]
