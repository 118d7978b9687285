"""One activity of the demo: what happened, who writes it, and which status its record shall end in."""

from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any

from server.demo.calendar import after
from server.demo.content import Account, Scene, School
from server.demo.registrations import Registration


@dataclass
class Place:
    """Where an activity took place: a class, called ``room``, of ``size`` children.

    ``site``: the index of the school's site; 0 is the main one.
    """

    room: str
    size: int
    site: int


@dataclass
class Activity:
    """An activity that a teacher of the demo logs.

    ``data``: the right answers of its record, without its model. ``slip``: the name of a field → the wrong value that
    it has at first (None: no value), for which the record is returned; empty if there is none. ``ends_as``: its ending,
    one of the names in data/endings.toml. ``written``: when somebody last did something with it.
    """

    registration: Registration
    scene: Scene
    day: date
    author: Account
    coauthors: list[Account]
    place: Place
    random: Random
    written: datetime
    data: dict[str, Any] = field(default_factory=dict)
    slip: dict[str, Any] = field(default_factory=dict)
    ends_as: str = "approved"
    record: str = ""  # the id of its record, "" until a phone has made it

    @property
    def school(self) -> School:
        """The school in which the activity took place."""
        return self.registration.school

    @property
    def sender(self) -> str:
        """The username of the author, whose phone sends the activity."""
        return self.author[0]

    @property
    def leader(self) -> str:
        """The username of the leader who verifies the activity: the first one of the school who did not write it."""
        usernames = [username for username, _ in self.school.leaders]
        return next((username for username in usernames if username != self.sender), usernames[0])

    def later(self, least: int, most: int, office: bool = False) -> datetime:
        """Draw the moment of the next step, ``least`` to ``most`` days after ``written``, which is set to it.

        With ``office`` it is in office hours of a working day.
        """
        self.written = after(self.written, least, most, self.random, office)
        return self.written
