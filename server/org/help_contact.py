"""Whom teachers call when they are stuck."""

from sqlalchemy.orm import Session

from server.access.units import arranges
from server.audit.actor import Act
from server.models.catalog import lock_catalog
from server.models.help_contact import HelpContact
from sync.protocol.catalog import ContactEntry
from sync.protocol.problems import Problem

ONE = 1  # the only row's id


def help_contact(session: Session) -> ContactEntry | None:
    """Whom to call; None where the department named nobody."""
    row = session.get(HelpContact, ONE)
    return {"name": row.name, "phone": row.phone} if row else None


def set_contact(by: Act, contact: ContactEntry | None) -> None:
    """Say whom to call, from now on for everybody, or with None nobody; phones get it with their next catalog.

    Raises Problem ``forbidden`` unless the caller is of the department or an administrator.
    """
    session = by.session
    if not arranges(by.viewer):
        raise Problem("forbidden")
    lock_catalog(session)  # two who say it at once do so one after the other
    before = help_contact(session)
    if before == contact:
        return
    row = session.get(HelpContact, ONE)
    if contact is None:
        session.delete(row)
    elif row is None:
        session.add(HelpContact(id=ONE, **contact))
    else:
        row.name, row.phone = contact["name"], contact["phone"]
    session.flush()
    by.record("contact.set", ("contact", "help"), None, before=before, after=contact)
