"""One activity that a teacher logs: what happened, and how far its record has come."""

from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any

from server.demo.calendar import after
from server.demo.content import Account, Scene, School
from server.demo.registrations import Registration


@dataclass
class Place:
    """Where it took place: a class of ``size`` children at a site of the school (0 is the main one)."""

    room: str
    size: int
    site: int


@dataclass
class Activity:
    """``data``: the record as it should be. ``slip``: fields that had another value at first. ``ends_as``: what
    data/endings.toml calls the status and the way there."""

    registration: Registration
    scene: Scene
    day: date
    author: Account
    coauthors: list[Account]
    place: Place
    random: Random
    written: datetime  # and then: when somebody last did something with it
    data: dict[str, Any] = field(default_factory=dict)
    slip: dict[str, Any] = field(default_factory=dict)
    ends_as: str = "approved"
    record: str = ""  # its id, once a phone has made it

    @property
    def school(self) -> School:
        """The school in which it took place."""
        return self.registration.school

    @property
    def sender(self) -> str:
        """The username whose phone writes it."""
        return self.author[0]

    @property
    def leader(self) -> str:
        """The username that verifies it: the head of the school, or the deputy for what the head wrote."""
        usernames = [username for username, _ in self.school.leaders]
        return next((username for username in usernames if username != self.sender), usernames[0])

    def later(self, least: int, most: int, office: bool = False) -> datetime:
        """When the next thing happens to it, ``least`` to ``most`` days on; in office hours, if ``office``."""
        self.written = after(self.written, least, most, self.random, office)
        return self.written
