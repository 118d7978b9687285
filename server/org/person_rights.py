"""What the viewer may do with a person and their account, as lists of people show it."""

from collections.abc import Iterable
from typing import TypedDict

from server.access.people import employs, enables, governs, resets, suspends
from server.access.second_factors import takes_away
from server.access.viewer import Grant, Viewer
from server.models.org import Person
from server.org.workplaces import Workplace


class MayChange(TypedDict):
    """The rights of the viewer over a person: to rename them, reset their password, give them roles, and disable their
    account, or enable it again, if it is disabled; and to take away their second factor, if they have one."""

    change: bool
    reset: bool
    employ: bool
    disable: bool
    enable: bool
    take_factor: bool


def rights_over(
    viewer: Viewer,
    person: Person,
    roles: list[Grant],
    work: Iterable[Workplace],
    disabler: Iterable[Grant],
    factor: bool,
) -> MayChange:
    """The rights of the viewer over a person with these roles, now or to come; ``work``: the units that hold records of
    theirs; ``disabler``: the roles of who disabled their account; ``factor``: whether they have a second factor."""
    return {
        "change": governs(viewer, person.id, roles),
        "reset": person.active and resets(viewer, person.id, roles, work),
        "employ": employs(viewer, person.id, roles),
        "disable": person.active and suspends(viewer, person.id, roles),
        "enable": not person.active and enables(viewer, person.id, roles, disabler),
        "take_factor": factor and takes_away(viewer, person.id),
    }
