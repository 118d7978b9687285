"""What somebody is to hear: the list, in pages, and what of it they have read."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NotRequired, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.audit.actor import Act
from server.models.notices import NoticeMark
from server.notices.notice import Notice
from server.notices.of_records import of_records
from server.notices.of_registers import of_registers
from server.notices.of_reports import of_reports
from server.notices.taken_up import BySchool, of_models
from server.platform.clock import now, utc_text
from sync.registers import Registers

PAGE, LARGEST_PAGE = 30, 100
MOST_MARKED = 200  # notices that are marked at once


class NoticeEntry(TypedDict):
    """A notice as it travels. ``read``: whether the person has read it; ``needs``: whether they are to do something.

    The others as in ``Notice``; left out where there are none.
    """

    id: str
    kind: str
    at: str
    read: bool
    needs: bool
    register: str
    unit: NotRequired[str]
    record: NotRequired[str]
    title: NotRequired[str]
    period: NotRequired[str]
    due: NotRequired[str]
    by: NotRequired[str]
    text: NotRequired[str]


class NoticePage(TypedDict):
    """A page of notices; ``next``: the cursor of the page after it, None on the last.

    Of all of them ``unread`` have not been read, and ``needs`` want something to be done.
    """

    notices: list[NoticeEntry]
    unread: int
    needs: int
    next: str | None


def notices_of(
    session: Session, viewer: Viewer, registers: Registers, taken: BySchool, moment: datetime
) -> list[Notice]:
    """All that the viewer is to hear: what needs something to be done, then the rest, the latest of each first."""
    found = [
        *of_records(session, viewer, registers, moment),
        *of_reports(session, viewer, registers, moment),
        *of_models(viewer, taken),
        *of_registers(session, viewer, registers, moment),
    ]
    return sorted(found, key=lambda one: (one.needs, one.at, one.id), reverse=True)


def page_of(
    session: Session, viewer: Viewer, registers: Registers, taken: BySchool, after: str | None, limit: int
) -> NoticePage:
    """A page of what the viewer is to hear. ``after``: the id of the last notice of the page before; from the first on
    if it is not there any more."""
    found = notices_of(session, viewer, registers, taken, now())
    read = read_by(session, viewer.account, [one.id for one in found])
    begins = next((at + 1 for at, one in enumerate(found) if one.id == after), 0)
    page = found[begins : begins + limit]
    more = len(found) > begins + limit
    return {
        "notices": [_entry(one, one.id in read) for one in page],
        "unread": sum(one.id not in read for one in found),
        "needs": sum(one.needs for one in found),
        "next": page[-1].id if more else None,
    }


def read_by(session: Session, account: str, ids: Collection[str]) -> set[str]:
    """Those of these notices that somebody has read."""
    mine = NoticeMark.person == account, NoticeMark.read.is_not(None), NoticeMark.notice.in_(ids)
    return {*session.scalars(select(NoticeMark.notice).where(*mine))}


def mark_read(act: Act, registers: Registers, taken: BySchool, ids: Iterable[str]) -> None:
    """Note that the caller has read these notices; ids of none of theirs are passed over, so that nobody fills the
    table."""
    there = {one.id for one in notices_of(act.session, act.viewer, registers, taken, now())}
    for id_ in sorted(there & set(ids)):
        mark_of(act.session, act.viewer.account, id_).read = now()


def mark_of(session: Session, account: str, notice: str) -> NoticeMark:
    """The mark of a person's notice, made if there is none."""
    found = session.get(NoticeMark, (account, notice))
    if found is None:
        found = NoticeMark(person=account, notice=notice)
        session.add(found)
    return found


def _entry(one: Notice, read: bool) -> NoticeEntry:
    entry: NoticeEntry = {
        "id": one.id,
        "kind": one.kind,
        "at": utc_text(one.at),
        "read": read,
        "needs": one.needs,
        "register": one.register,
    }
    if one.unit:
        entry["unit"] = one.unit
    if one.record:
        entry["record"], entry["title"] = one.record, one.title or ""
    if one.period:
        entry["period"] = one.period
    if one.due:
        entry["due"] = one.due.isoformat()
    if one.by:
        entry["by"] = one.by
    if one.text:
        entry["text"] = one.text
    return entry
