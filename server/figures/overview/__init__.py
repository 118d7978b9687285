"""The overview: how the movement goes in a unit and all below it, in one answer of one snapshot, read from cells."""

from server.figures.overview.etag import overview_etag
from server.figures.overview.page import overview_page
from server.figures.overview.query import OverviewQuestion, read_overview

__all__ = ["OverviewQuestion", "overview_etag", "overview_page", "read_overview"]
