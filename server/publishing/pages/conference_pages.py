"""The pages of a conference: the list and stories to be printed, and slides to be shown on a screen."""

from sqlalchemy.orm import Session

from server.publishing.conference.honoured import Conference, conference
from server.publishing.pages.example_pages import summary
from server.publishing.pages.missing import missing
from server.publishing.pages.page import Page
from server.publishing.pages.render import Reader, render
from sync.registers import Registers

TEXT = 260  # characters of the story on a slide


def conference_page(reader: Reader, session: Session, registers: Registers, year: str | None) -> Page:
    """Who is honoured in a school year, with the story of each on a sheet of its own once it is printed."""
    return _page(reader, session, registers, year, "conference")


def slides(reader: Reader, session: Session, registers: Registers, year: str | None) -> Page:
    """The examples of a school year, one to a slide of 16 to 9."""
    return _page(reader, session, registers, year, "slides")


def _page(reader: Reader, session: Session, registers: Registers, year: str | None, name: str) -> Page:
    found: Conference | None = conference(session, registers, year)
    if found is None:
        return missing(reader)
    examples = [example for group in found.groups for example in group.examples]
    shown = {"of": found, "examples": examples, "summary": lambda example: summary(example, TEXT)}
    return render(f"{name}.html", reader, (name,), shown, indexed=False)
