"""Erasing a person: their name, their ways in and their devices go; figures, logs and records stay as they are."""

from collections.abc import Collection

from sqlalchemy import Table, delete, or_, select
from sqlalchemy.orm import Session as Database

from server.audit import append as audit
from server.audit.chain import ERASED
from server.audit.redaction import redact
from server.models.acts import DoneAct
from server.models.audit import AuditEntry
from server.models.auth import Session, SignInFailure
from server.models.catalog import change_catalog
from server.models.org import Person, Role
from server.models.periods import ReminderReceipt
from server.models.role_plans import PlannedRoleEnd
from server.models.second_factor import RecoveryCode
from server.platform.clock import now
from server.privacy.held import all_tables

MARKER = "Đã xoá"
"""The name that lists and reports show for whoever was erased."""


def erase(session: Database, account: str) -> None:
    """Erase a person in the caller's transaction: name and username become a neutral marker, roles end, and what only
    they need is deleted. Doing it again changes nothing but what has come since. Unknown accounts are
    passed over."""
    person = session.get(Person, account, with_for_update=True)
    if person is None:
        return
    session.execute(delete(SignInFailure).where(SignInFailure.username.in_(_usernames(session, person))))
    person.name, person.username = MARKER, f"da-xoa-{account}"
    person.password, person.active, person.version = None, False, person.version + 1
    for table in _keyed_by_person():
        session.execute(delete(table).where(table.c.person == account))
    for owned in (Session, DoneAct, ReminderReceipt, RecoveryCode):
        session.execute(delete(owned).where(owned.person == account))
    _end_roles(session, account)
    change_catalog(session)
    session.flush()
    left = redact(session, account)
    audit.record(session, audit.SYSTEM, "person.end", ("person", account), None, **{ERASED: left})


def erase_again(session: Database, accounts: Collection[str]) -> int:
    """Erase those of these accounts that stand with their names, as after a restore of an older backup; returns how
    many they were."""
    named = select(Person.id).where(Person.id.in_(accounts), Person.name != MARKER).order_by(Person.id)
    found = session.scalars(named).all()
    for account in found:
        erase(session, account)
    return len(found)


def _end_roles(session: Database, account: str) -> None:
    """End all roles now, those to come before they begin, and forget which ends could be taken back."""
    held = session.scalars(select(Role).where(Role.person == account)).all()
    ids = [role.id for role in held]
    planned = or_(PlannedRoleEnd.role.in_(ids), PlannedRoleEnd.next_role.in_(ids))
    session.execute(delete(PlannedRoleEnd).where(planned))
    for role in held:
        if role.until is None or role.until > now():
            role.until = max(role.since, now())


def _usernames(session: Database, person: Person) -> set[str]:
    """The person's username and, by the audit, those that they had before."""
    about = (AuditEntry.kind == "person", AuditEntry.target == person.id, AuditEntry.action == "person.change")
    before = [details.get("was") or {} for details in session.scalars(select(AuditEntry.details).where(*about))]
    return {person.username, *(was["username"] for was in before if "username" in was)}


def _keyed_by_person() -> list[Table]:
    """Tables whose rows belong to one person alone: their account is in the primary key."""
    return [
        table
        for table in all_tables()
        if "person" in table.c and table.c.person.primary_key and table.c.person.foreign_keys
    ]
