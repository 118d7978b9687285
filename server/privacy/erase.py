"""Erasing a person: their name, their ways in and their devices go; figures, logs and records stay as they are.

It works on the tables of earlier releases too, as a backup of these may have been put back: it names no column and no
table that the database lacks.
"""

from collections.abc import Collection

from sqlalchemy import Table, delete, or_, select, update
from sqlalchemy.orm import Session as Database

from server.audit.erasure import erase_from_audit
from server.audit.personal import texts_in
from server.models.acts import DoneAct
from server.models.audit import AuditEntry, AuditPersonal
from server.models.auth import Session, SignInFailure
from server.models.bundles import Bundle
from server.models.catalog import change_catalog
from server.models.jobs import Import
from server.models.org import Person, Role, folded_person
from server.models.periods import ReminderReceipt
from server.models.push import PushSubscription
from server.models.record_imports import RecordImport
from server.models.reviewing import Assignment
from server.models.role_plans import PlannedRoleEnd
from server.models.second_factor import RecoveryCode
from server.models.tokens import AccessToken
from server.platform.clock import now
from server.platform.older_tables import columns_there, table_of
from server.privacy.held import all_tables

MARKER = "Đã xoá"
"""The name that lists and reports show for whoever was erased."""

USERNAME = "da-xoa-"
"""What their username begins with; their account follows."""

PERSON, ROLE, PLANNED = map(table_of, (Person, Role, PlannedRoleEnd))
OWNED = tuple(
    map(
        table_of,
        (
            Session,
            DoneAct,
            ReminderReceipt,
            RecoveryCode,
            AccessToken,
            Bundle,
            Assignment,
            PushSubscription,
            RecordImport,
        ),
    )
)
"""Tables whose rows belong to one person alone, though the account is not in their primary key."""


def erase(session: Database, account: str) -> None:
    """Erase a person in the caller's transaction: name and username become a neutral marker, roles end, and what only
    they need is deleted. Doing it again changes nothing but what has come since. Unknown accounts are
    passed over."""
    username = session.scalar(select(PERSON.c.username).where(PERSON.c.id == account).with_for_update())
    if username is None:
        return
    session.flush()
    typed = {username, *_earlier_usernames(session, account)}
    session.execute(delete(SignInFailure).where(SignInFailure.username.in_(typed)))
    _delete_imports(session, typed)
    _delete_record_imports(session)
    _replace_name(session, account)
    for table in (*_keyed_by_person(), *OWNED):
        if columns_there(session, table):
            session.execute(delete(table).where(table.c.person == account))
    _end_roles(session, account)
    change_catalog(session)
    erase_from_audit(session, account)
    session.expire_all()


def erase_again(session: Database, accounts: Collection[str]) -> int:
    """Erase those of these accounts that stand with their names, as after a restore of an older backup; returns how
    many they were."""
    named = select(Person.id).where(Person.id.in_(accounts), Person.name != MARKER).order_by(Person.id)
    found = session.scalars(named).all()
    for account in found:
        erase(session, account)
    return len(found)


def erased_accounts(session: Database) -> list[str]:
    """The accounts that a database knows as erased."""
    return [*session.scalars(select(Person.id).where(Person.name == MARKER, Person.username.startswith(USERNAME)))]


def _replace_name(session: Database, account: str) -> None:
    username = f"{USERNAME}{account}"
    values = {
        "name": MARKER,
        "username": username,
        "password": None,
        "active": False,
        "version": PERSON.c.version + 1,
        **folded_person(MARKER, username),
    }
    there = {column.name for column in columns_there(session, PERSON)}
    kept = {name: value for name, value in values.items() if name in there}
    session.execute(update(PERSON).where(PERSON.c.id == account).values(kept))


def _delete_imports(session: Database, usernames: Collection[str]) -> None:
    """Delete workbooks that were uploaded to add or change the person: they name them in each of their rows."""
    for id_, *held in session.execute(select(Import.id, Import.rows, Import.changes, Import.faults)).all():
        if any(text.strip().casefold() in usernames for text in texts_in(held)):
            session.execute(delete(Import).where(Import.id == id_))


def _delete_record_imports(session: Database) -> None:
    """Delete everybody's workbooks of records that were not brought in yet: their rows may name anybody in any way, and
    whoever still needs one uploads it again."""
    if columns_there(session, table_of(RecordImport)):
        session.execute(delete(RecordImport).where(RecordImport.applied.is_(None)))


def _end_roles(session: Database, account: str) -> None:
    """End all roles now, those to come before they begin, and forget which ends could be taken back."""
    columns = (ROLE.c.id, ROLE.c.since, ROLE.c.until)
    held = session.execute(select(*columns).where(ROLE.c.person == account)).all()
    if columns_there(session, PLANNED):
        ids = [role.id for role in held]
        session.execute(delete(PLANNED).where(or_(PLANNED.c.role.in_(ids), PLANNED.c.next_role.in_(ids))))
    for role in held:
        if role.until is None or role.until > now():
            session.execute(update(ROLE).where(ROLE.c.id == role.id).values(until=max(role.since, now())))


def _earlier_usernames(session: Database, account: str) -> set[str]:
    """The usernames that a person had before, by the audit."""
    renamed = (AuditEntry.kind == "person", AuditEntry.target == account, AuditEntry.action == "person.change")
    found = [*session.scalars(select(AuditEntry.details).where(*renamed))]
    if columns_there(session, table_of(AuditPersonal)):
        beside = select(AuditPersonal.details).join(AuditEntry, AuditEntry.seq == AuditPersonal.seq)
        found += session.scalars(beside.where(AuditPersonal.person == account, *renamed))
    before = [details.get("was") or {} for details in found]
    return {was["username"] for was in before if "username" in was}


def _keyed_by_person() -> list[Table]:
    """Tables whose rows belong to one person alone: their account is in the primary key."""
    return [
        table
        for table in all_tables()
        if "person" in table.c and table.c.person.primary_key and table.c.person.foreign_keys
    ]
