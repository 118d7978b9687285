"""Applying what bundles hold: the mutations of one reach the log as if its author's own phone had sent them."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.access.viewer import Viewer, viewer_of
from server.bundles.content import Content
from server.log import append
from server.models.auth import Session
from server.models.org import Person
from server.platform.clock import now
from server.platform.database import again, write
from sync.registers import Registers

AT_ONCE = 200  # mutations of one transaction, so that logs are not locked for long


def live_author(session: Database, person: Person, sealed_in: str) -> Viewer | None:
    """The viewer that a person's bundle is applied for; None if the session that sealed it has ended, or the account is
    disabled. ``sealed_in``: the first digits of that session's digest."""
    same = Session.digest.startswith(sealed_in, autoescape=True)
    there = session.scalar(select(Session.digest).where(Session.person == person.id, same, Session.expires > now()))
    return viewer_of(session, person.id) if there else None


def apply_content(author: Viewer, registers: Registers, content: Content, sealed_in: str | None) -> bool:
    """Apply what a bundle holds for its author, some at a time; whether something has to wait for what a restore took
    away. Call it while no transaction is open."""
    early = False
    for first in range(0, len(content.mutations), AT_ONCE):
        sent = [append.parse(raw) for raw in content.mutations[first : first + AT_ONCE]]

        def once(sent: list[append.Parsed] = sent) -> bool:
            with write() as session:
                done = append.append(session, author, registers, sent, timedelta(0), sealed_in, content.applied)
            return any("wait" in outcome for outcome in done.outcomes.values())

        early |= again(once)
    return early
