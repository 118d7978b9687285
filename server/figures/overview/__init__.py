"""The overview page: all figures, charts and lists of one register in a unit and all units below it.

The server sends it in one response, read from cells in one snapshot of the database.
"""

from server.figures.overview.etag import overview_etag
from server.figures.overview.main_figures import choose
from server.figures.overview.page import overview_page
from server.figures.overview.query import OverviewQuestion, read_overview

__all__ = ["OverviewQuestion", "choose", "overview_etag", "overview_page", "read_overview"]
