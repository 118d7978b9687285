"""Sending a restored copy again what one phone sent: nothing may be lost, and nothing taken twice."""

import hashlib
import json
import secrets
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from server.models.auth import Session
from server.models.log import LogEntry
from server.platform.clock import now
from server.platform.database import read, write

MOST = 100  # mutations that are sent: half a batch


def replay(app: Flask) -> str:
    """Send a database the latest applied mutations of whoever wrote last, in a session that is made for it.

    Returns an English text, which begins with ``lost`` if an answer is not what it was.
    """
    sent = select(LogEntry).where(LogEntry.rev.is_not(None), LogEntry.stands_for.is_(None))
    with read() as session:
        last = session.scalar(sent.order_by(LogEntry.seq.desc()).limit(1))
        person = last.person if last else None
        newest = sent.where(LogEntry.person == person).order_by(LogEntry.seq.desc()).limit(MOST)
        entries = [(one.mutation, json.loads(one.body), one.outcome["version"]) for one in session.scalars(newest)]
        before = session.scalar(select(func.count()).select_from(LogEntry))
    if not entries or person is None:
        return "no mutation is in the log yet"
    answered = _answers(app, person, [body for _, body, _ in reversed(entries)])
    with read() as session:
        twice = session.scalar(select(func.count()).select_from(LogEntry)) != before
    changed = [id_ for id_, _, version in entries if answered.get(id_, {}).get("version") != version]
    if changed or twice:
        return f"lost or taken twice: {', '.join(changed) or 'the log has grown'}"
    return f"{len(entries)} mutations sent again, each known and taken once"


def _answers(app: Flask, person: str, mutations: list[object]) -> dict[str, dict[str, object]]:
    """What a phone is answered to its mutations: id → outcome."""
    token = secrets.token_urlsafe(16)
    with write() as session:
        expires = now() + timedelta(hours=1)
        session.add(Session(digest=hashlib.sha256(token.encode()).hexdigest(), person=person, expires=expires))
    headers = {"X-Account": person, "Cookie": f"lantoa_{person}={token}", "Sec-Fetch-Site": "same-origin"}
    body = {"protocol": 1, "nonce": token, "app": "drill", "now": now().isoformat(), "mutations": mutations}
    answer = app.test_client(use_cookies=False).post("/api/sync", json=body, headers=headers)
    outcomes: dict[str, dict[str, object]] = (answer.json or {}).get("outcomes", {})
    return outcomes
