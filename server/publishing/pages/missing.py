"""The pages that stand in for others: what is not there, and what cannot be fetched without a network."""

from server.publishing.pages.page import Page
from server.publishing.pages.render import Reader, render


def missing(reader: Reader) -> Page:
    """There is no such page."""
    return render("notice.html", reader, (), {"title": "missing", "lead": "missing_lead"}, 404)


def gone(reader: Reader, what: str = "gone") -> Page:
    """An example stood here and was withdrawn; ``what``: the text that says so, of something else."""
    return render("notice.html", reader, (), {"title": what, "lead": f"{what}_lead"}, 410)


def offline(reader: Reader) -> Page:
    """What the service worker shows in place of a page that was never opened."""
    return render("notice.html", reader, ("offline",), {"title": "offline", "lead": "offline_lead"})
