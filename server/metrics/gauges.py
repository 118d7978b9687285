"""Gauges of what waits and for how long, read from the database when somebody looks at them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from math import inf

from prometheus_client.core import GaugeMetricFamily
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.exports.orders import UNFINISHED
from server.figures.completeness import holds_unsent
from server.models.auth import Session as Phone
from server.models.backups import Backup
from server.models.jobs import ExportJob
from server.models.log import Quarantine, Record
from server.platform.clock import now
from server.platform.jobs_lock import is_held


def gauges(session: Session, url: str) -> Iterator[GaugeMetricFamily]:
    """All gauges of the database at ``url``; labels name roles and states, never a person or a unit."""
    yield from _reviews(session)
    yield from _phones(session)
    yield from _orders(session)
    yield from _backups(session)
    waiting = select(func.count()).where(Quarantine.state == "waiting")
    yield _one("lantoa_quarantine_waiting", "Refused work that waits to be taken in.", session.scalar(waiting) or 0)
    yield _one("lantoa_jobs_alive", "1 while a process of flask jobs works, else 0.", int(is_held(url)))


def _reviews(session: Session) -> Iterator[GaugeMetricFamily]:
    rows = session.execute(
        select(Record.turn, func.count(), func.min(Record.since))
        .where(Record.turn != "", Record.deleted_by.is_(None))
        .group_by(Record.turn)
    ).all()
    about = "Records that wait for a role's review."
    yield _family("lantoa_reviews_waiting", about, "role", {turn: count for turn, count, _ in rows})
    about = "How long the oldest record has waited for a role's review."
    yield _family("lantoa_reviews_oldest_seconds", about, "role", {turn: _age(since) for turn, _, since in rows})


def _phones(session: Session) -> Iterator[GaugeMetricFamily]:
    """What phones last said that they had not sent; one that has no signal says nothing."""
    queues = session.scalars(select(Phone.queue).where(Phone.expires > now(), holds_unsent(Phone))).all()
    oldest = [age for queue in queues if queue and (age := _age_of_text(queue.get("oldest"))) is not None]
    yield _one("lantoa_phones_unsent", "Phones that said that they hold unsent work.", len(queues))
    yield _one("lantoa_phones_oldest_unsent_seconds", "Age of the oldest of it.", max(oldest, default=0))


def _orders(session: Session) -> Iterator[GaugeMetricFamily]:
    rows = session.execute(select(ExportJob.state, func.count(), func.min(ExportJob.created)).group_by(ExportJob.state))
    count: dict[str, float] = dict.fromkeys((*UNFINISHED, "done", "failed"), 0)
    oldest = 0.0
    for state, number, since in rows:
        count[state] = number
        oldest = max(oldest, _age(since)) if state in UNFINISHED else oldest
    yield _family("lantoa_orders", "Ordered files of the last days, by state.", "state", count)
    yield _one("lantoa_orders_oldest_seconds", "How long the oldest order has waited.", oldest)


def _backups(session: Session) -> Iterator[GaugeMetricFamily]:
    """Ages that grow until the next backup; without any they are infinite, so that a bound on them is passed."""
    newest = session.scalar(select(func.max(Backup.made)))
    verified = session.scalar(select(func.max(Backup.made)).where(Backup.verified.is_not(None)))
    for name, about, made in (
        ("lantoa_backup_age_seconds", "Age of the newest backup; +Inf if there is none.", newest),
        ("lantoa_backup_verified_age_seconds", "Age of the newest verified backup; +Inf if there is none.", verified),
    ):
        yield _one(name, about, _age(made) if made else inf)


def _age(since: datetime) -> float:
    return max(0.0, (now() - since).total_seconds())


def _age_of_text(moment: object) -> float | None:
    """The age of a moment that a phone names, which may be anything; None if it is none."""
    try:
        return _age(datetime.fromisoformat(str(moment)))
    except (ValueError, TypeError, OverflowError):
        return None


def _one(name: str, about: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, about, value=value)


def _family(name: str, about: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, about, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
