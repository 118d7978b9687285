"""The week's letters: sent by the jobs on Monday morning, or on the first day after it on which the mail server
answers."""

import smtplib
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import cast

import structlog
from sqlalchemy import or_, select

from server.access.letters import gets_weekly_letter
from server.access.viewer import viewer_of
from server.models.weekly_letter import WeeklyLetter
from server.notices.letters.content import letter_of, sheet_of
from server.notices.letters.post import MailServer, connect, mail_server, message_of
from server.notices.letters.recipients import link_of
from server.notices.push.keys import PushKeys
from server.platform.clock import day_of, start_of_day
from server.platform.database import read, write
from sync.registers import Registers

LONGEST = 15 * 60.0  # seconds for all letters of a morning; those left over go the next
SUNDAY = 6

log = structlog.get_logger()


def send_week(registers: Registers, config: Mapping[str, object], moment: datetime) -> int:
    """Send this week's letters to those who have not had them; returns how many were taken.

    Without a mail server nothing is sent. One that does not answer is left alone until the next morning, and keeps
    nobody waiting: each answer is waited for for 20 seconds.
    """
    server, home = mail_server(config), home_of(config)
    today = day_of(moment)
    if server is None or home is None or today.weekday() == SUNDAY:
        return 0
    monday = start_of_day(today - timedelta(days=today.weekday()))
    with read() as session:
        due = or_(WeeklyLetter.sent.is_(None), WeeklyLetter.sent < monday)
        people = session.scalars(select(WeeklyLetter.person).where(due).order_by(WeeklyLetter.person)).all()
    if not people:
        return 0
    try:
        with connect(server) as channel:
            return _send_all(channel, server, home, registers, config, people, moment)
    except OSError as fault:
        log.error("the week's letters were not sent", reason=type(fault).__name__)
        return 0


def home_of(config: Mapping[str, object]) -> str | None:
    """The address that letters lead to, by the setting HOSTS; None if it names nothing."""
    hosts = sorted(cast("frozenset[str]", config["HOSTS"]))
    return f"https://{hosts[0]}" if hosts else None


def _send_all(
    channel: smtplib.SMTP,
    server: MailServer,
    home: str,
    registers: Registers,
    config: Mapping[str, object],
    people: object,
    moment: datetime,
) -> int:
    keys = PushKeys(str(config["PUSH_KEY"]))
    began, sent = time.monotonic(), 0
    for person in cast("list[str]", people):
        if time.monotonic() - began > LONGEST:
            log.warning("the week's letters take too long; the rest goes tomorrow", sent=sent)
            break
        with read() as session:
            row, viewer = session.get(WeeklyLetter, person), viewer_of(session, person)
            if row is None or viewer is None or not gets_weekly_letter(viewer):
                continue
            sheet = sheet_of(session, viewer, registers, row.language, moment)
            address, stop = row.address, f"{home}/thoi-nhan-thu/{link_of(keys, row)}"
            letter = letter_of(sheet, row.language, moment, f"{home}/so", stop)
        try:
            channel.send_message(message_of(server, address, letter, stop))
        except smtplib.SMTPRecipientsRefused:
            log.warning("an address for letters is refused", account=person)
            # Noted as sent: next week it is tried again, not each morning.
        except smtplib.SMTPResponseException as fault:
            if channel.sock is None:
                raise
            log.warning("a letter was not taken", account=person, code=fault.smtp_code)
            continue
        else:
            sent += 1
        with write() as session:
            if row := session.get(WeeklyLetter, person):
                row.sent = moment
    if sent:
        log.info("the week's letters sent", count=sent)
    return sent
