"""Holds a database against the ledger, and against itself: the chain of the audit, records and figures."""

from flask import Flask
from sqlalchemy import select, text

from bench.trust.ledger import Entry, Ledger, Verdict
from bench.trust.people import Teacher
from server import create_app
from server.audit.chain import chain_faults
from server.log.verify import compare
from server.models.log import LogEntry
from server.platform.database import db, read
from server.registers import published


def judge(url: str, ledger: Ledger, teachers: list[Teacher]) -> Verdict:
    """What is wrong with what phones and database hold now; the phones must be at rest."""
    app = create_app({"DATABASE_URL": url, "LOG_LEVEL": "ERROR"})
    accounts = [one.account.id for one in teachers]
    wanted = select(LogEntry)
    with app.app_context():
        try:
            with read() as session:
                rows = session.scalars(wanted.where(LogEntry.person.in_(accounts))).all()
                log = [
                    Entry(one.person, one.body, None if one.rev is None else f"{one.rev}.{one.chain}") for one in rows
                ]
                held = {one.account.id: one.held for one in teachers}
                verdict = ledger.compare(log, [row.mutation for row in rows], held)
                verdict.duplicated += [
                    f"{row.mutation} was never saved" for row in rows if row.mutation not in ledger.saved
                ]
                verdict.altered += [*chain_faults(session), *compare(session, published.renew(app)), *_broken(app)]
        finally:
            db.engine.dispose()
    return verdict


def _broken(app: Flask) -> list[str]:
    """What SQLite's own check of the file finds."""
    if db.engine.dialect.name != "sqlite":
        return []
    with db.engine.connect() as connection:
        found = [*connection.execute(text("PRAGMA integrity_check")).scalars()]
    return [] if found == ["ok"] else found


def drained(teachers: list[Teacher]) -> list[str]:
    """Let each phone send what it has left; returns what did not reach its end."""
    left = []
    for one in teachers:
        for _ in range(500):
            if one.phone.sync() and one.phone.all_sent:
                break
        else:
            left.append(f"{one.account.username} keeps {len(one.phone.outbox)}: {one.phone.problem}")
    return left


def final(url: str, ledger: Ledger, teachers: list[Teacher]) -> Verdict:
    """``judge``, before and after all that is left has been sent; then everything saved must be acknowledged."""
    early = judge(url, ledger, teachers)
    stuck = drained(teachers)
    late = judge(url, ledger, teachers)
    late.lost += [*stuck, *(f"{id} was never acknowledged" for id in ledger.saved.keys() - ledger.acked.keys())]
    return Verdict(early.lost + late.lost, early.duplicated + late.duplicated, early.altered + late.altered)
