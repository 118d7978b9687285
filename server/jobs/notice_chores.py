"""What the jobs do so that word reaches people."""

from datetime import timedelta

from flask import current_app
from sqlalchemy import delete

from server.models.notices import NoticeMark
from server.notices.push.rounds import Rounds
from server.platform.clock import now
from server.platform.database import write
from server.registers import published

MARKS_KEPT = timedelta(days=400)

push_rounds = Rounds()


def send_letters() -> None:
    """Send the week's letters to leaders and officers who want them and have not had theirs."""
    # What reads figures is loaded once a day.
    from server.notices.letters.week import send_week

    send_week(published.renew(current_app), current_app.config, now())


def purge_marks() -> None:
    """Delete what was noted of notices 400 days ago and earlier: who would still hear of these has read them."""
    with write() as session:
        session.execute(delete(NoticeMark).where(NoticeMark.at < now() - MARKS_KEPT))


def send_notices() -> None:
    """Send what has come for people to those of their devices that want it, when these may ring."""
    push_rounds.look(published.renew(current_app), current_app.config)
