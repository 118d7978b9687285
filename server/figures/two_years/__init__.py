"""A measure of a year beside the year before: month by month, and added up to the same day."""

from server.figures.two_years.answer import two_years
from server.figures.two_years.query import read_two_years

__all__ = ["read_two_years", "two_years"]
