"""Who gave people their roles, as the audit has it, so that nobody gets a high one unseen."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.models.audit import AuditEntry
from server.models.org import Person, Role

Givers = dict[tuple[str, str, str, datetime], str]
"""(account, unit's id, role, since when) → the name of who gave it."""


def givers_of(session: Database, accounts: Collection[str]) -> Givers:
    """The givers of all roles of these accounts; those that a command or the server itself gave have none."""
    query = (
        select(AuditEntry.target, AuditEntry.details, Person.name)
        .join(Person, Person.id == AuditEntry.actor)
        .where(AuditEntry.kind == "person", AuditEntry.target.in_(accounts))
        .where(AuditEntry.action.in_(("person.create", "role.give")))
    )
    return {
        (account, details["in"], details["role"], datetime.fromisoformat(details["since"])): name
        for account, details, name in session.execute(query)
        if {"in", "role", "since"} <= details.keys()
    }


def giver_of(givers: Givers, role: Role) -> str | None:
    """The name of who gave a role; None if nobody is known."""
    return givers.get((role.person, role.unit, role.role, role.since))
