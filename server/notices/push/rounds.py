"""Rounds of the jobs: whatever has come for somebody since the last one goes to their devices, together, when these may
ring."""

import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import NamedTuple, cast

import structlog
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from server.access.viewer import viewer_of
from server.models.auth import Session as Phone
from server.models.notices import NoticeMark
from server.models.push import PushRound, PushSubscription
from server.notices.listing import mark_of, notices_of
from server.notices.notice import DUE, REMINDED, Notice
from server.notices.push import recipients
from server.notices.push.delivery import FAILED, GONE, SENT, Device, Sender, deliver
from server.notices.push.hours import is_quiet
from server.notices.push.keys import PushKeys
from server.notices.push.message import message_of, packed
from server.notices.taken_up import BySchool, KeptTakers
from server.platform.clock import day_of, now, start_of_day
from server.platform.database import again, read, write
from sync.registers import Registers

EVERY = 30.0  # seconds between two rounds
AT_ONCE = 16  # messages on their way
OLDEST = timedelta(days=2)  # what came earlier is found by the day's first round, which looks at everybody
MOST_FAILURES = 20  # in a row, after which a device is given up
ROUND = 1  # the id of the one row

log = structlog.get_logger()


class Parcel(NamedTuple):
    """A message for one device (the digest of its session) of one person, and the notices that it tells of."""

    account: str
    session: str
    device: Device
    data: bytes
    notices: tuple[str, ...]


class Rounds:
    """The rounds of one process."""

    def __init__(self) -> None:
        self._next = 0.0
        self._takers = KeptTakers()

    def look(self, registers: Registers, config: Mapping[str, object]) -> int:
        """Send what is to be sent, unless the last round was just now; returns how many messages were taken."""
        if time.monotonic() < self._next:
            return 0
        self._next = time.monotonic() + EVERY
        moment = now()
        if is_quiet(moment):
            return 0
        with read() as session:
            if not recipients.everybody(session):
                return 0
        try:
            sender = sender_of(config)
        except (OSError, ValueError) as fault:
            log.error("notices cannot be sent to devices", error=str(fault))
            return 0
        return send_round(registers, sender, self._takers, moment)


def sender_of(config: Mapping[str, object]) -> Sender:
    """Who sends, by the settings. Raises OSError or ValueError if there is no key to be had."""
    hosts = sorted(cast("frozenset[str]", config["HOSTS"]))
    contact = f"https://{hosts[0]}" if hosts and "." in hosts[0] else "mailto:lantoa@localhost"
    key = PushKeys(str(config["PUSH_KEY"])).private()
    return Sender(key, contact, bool(config.get("PUSH_LOOPBACK")))


def send_round(registers: Registers, sender: Sender, takers: KeptTakers, moment: datetime) -> int:
    """One round at a moment at which devices may ring; returns how many messages were taken."""
    with read() as session:
        mark = session.get(PushRound, ROUND)
        since = max(mark.through, moment - OLDEST) if mark else moment
        anew = mark is None or day_of(mark.through) != day_of(moment)
        taken: BySchool = {}
        if anew or recipients.models_changed(session, registers, since):
            taken = takers.get(session, registers, moment)
        accounts = recipients.everybody(session) if anew else recipients.recipients(session, taken, since)
    sent = 0
    with ThreadPoolExecutor(AT_ONCE) as network:
        parcels = _parcels(accounts, registers, taken, moment)
        while some := list(islice(parcels, AT_ONCE)):
            ends = list(network.map(lambda one: deliver(one.device, one.data, sender), some))
            again(partial(_note, some, ends, moment))
            sent += ends.count(SENT)
    again(lambda: _note_round(moment))
    if sent:
        log.info("notices sent to devices", count=sent)
    return sent


def _parcels(accounts: Sequence[str], registers: Registers, taken: BySchool, moment: datetime) -> Iterator[Parcel]:
    for account in accounts:
        with read() as session:
            found = parcels_of(session, account, registers, taken, moment)
        yield from found


def parcels_of(session: Session, account: str, registers: Registers, taken: BySchool, moment: datetime) -> list[Parcel]:
    """What is to be sent to a person's devices at a moment."""
    viewer = viewer_of(session, account)
    if viewer is None:
        return []
    found = notices_of(session, viewer, registers, taken, moment)
    new = _new(session, account, found, moment)
    needs = sum(one.needs for one in found)
    devices = (
        select(PushSubscription)
        .join(Phone, Phone.digest == PushSubscription.session)
        .where(PushSubscription.person == account, Phone.expires > moment, Phone.must_choose.is_(False))
    )
    parcels = []
    for row in session.scalars(devices) if new else ():
        # What was there before it was switched on is no news, but for what is still to come.
        some = [one for one in new if one.at > row.at or one.kind == DUE]
        if some:
            data = packed(message_of(account, some, needs, registers, row.language, row.desk))
            device = Device(row.endpoint, row.p256dh, row.auth)
            parcels.append(Parcel(account, row.session, device, data, tuple(one.id for one in some)))
    return parcels


def _new(session: Session, account: str, found: Sequence[Notice], moment: datetime) -> list[Notice]:
    """Those that were neither sent nor read; no deadline that has passed, and reminders once a day."""
    mine = NoticeMark.person == account
    marked = {*session.scalars(select(NoticeMark.notice).where(mine, NoticeMark.notice.in_([one.id for one in found])))}
    pressing = or_(*(NoticeMark.notice.startswith(f"{kind}:") for kind in (DUE, REMINDED)))
    today = NoticeMark.sent >= start_of_day(day_of(moment))
    reminded = session.scalar(select(NoticeMark.notice).where(mine, pressing, today).limit(1)) is not None
    return [
        one
        for one in found
        if one.id not in marked
        and not (reminded and one.kind in (DUE, REMINDED))
        and not (one.kind == DUE and one.due and one.due < day_of(moment))
    ]


def _note(parcels: Sequence[Parcel], ends: Sequence[str], moment: datetime) -> None:
    """Note what became of messages, and forget the devices that want none any more."""
    with write() as session:
        for parcel, end in zip(parcels, ends, strict=True):
            row = session.get(PushSubscription, parcel.session)
            if row is None or row.endpoint != parcel.device.endpoint:
                continue  # its person has changed it meanwhile
            row.failures = row.failures + 1 if end == FAILED else 0
            if end == GONE or row.failures >= MOST_FAILURES:
                session.delete(row)
            if end == SENT:
                for notice in parcel.notices:
                    mark_of(session, parcel.account, notice).sent = moment
                session.flush()


def _note_round(moment: datetime) -> None:
    with write() as session:
        session.execute(delete(PushRound).where(PushRound.id == ROUND))
        session.add(PushRound(id=ROUND, through=moment))
