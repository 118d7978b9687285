"""Ordered backups: an administrator orders one, ``flask jobs`` makes it."""

from collections.abc import Callable, Mapping

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from server.access.backups import keeps_backups
from server.audit.actor import Act
from server.models.backups import Backup, BackupOrder
from server.org.people import new_id
from server.platform.database import again, read, write
from server.platform.fault_text import first_line
from server.platform.time_limit import time_limit
from sync.protocol.problems import Problem

UNFINISHED = ("queued", "working")
DONE, FAILED = "done", "failed"
MOST = 3  # attempts at one order
HOUR = 3600  # seconds
LONGEST = 4 * HOUR  # seconds that one attempt may take, with the backup before it that it may wait for
STEP = 10  # per cent between two notes of how far it is

FAULTS = {
    "died": (
        "Máy chủ bị dừng giữa chừng cả ba lần làm bản sao lưu này. Xem nhật ký của flask jobs rồi tạo lại.",
        "The server was stopped in all three attempts. Look at the log of flask jobs, then order it again.",
    ),
    "not_made": (
        "Không tạo được bản sao lưu. Xem ổ đĩa, nơi lưu (LANTOA_BACKUPS) và lệnh flask doctor rồi tạo lại.",
        "No backup was made. Look at the disk, the place (LANTOA_BACKUPS) and flask doctor, then order it again.",
    ),
    "late": (
        f"Cả ba lần sao lưu đều mất hơn {LONGEST // HOUR} giờ nên đã dừng. Xem nơi lưu (LANTOA_BACKUPS) và nhật ký của "
        "flask jobs rồi tạo lại.",
        f"Each of three attempts took more than {LONGEST // HOUR} hours and was stopped. Look at the place "
        "(LANTOA_BACKUPS) and the log of flask jobs, then order it again.",
    ),
    "unsound": (
        "Bản sao lưu đã tạo nhưng kiểm tra thấy lỗi, không dùng để yên tâm được. Xem lỗi ở danh sách bên dưới.",
        "The backup was made, but its check found faults, so it cannot be relied on. See them in the list below.",
    ),
}
"""Each reason why an order failed → what is said of it in Vietnamese and English."""

Making = Callable[[Callable[[int, int], None]], Backup]
"""Makes a backup and reports its progress to what it is given: done, and in all."""


def order(by: Act) -> str:
    """Order a backup; returns the id of the order, which is the unfinished one while there is any.

    Raises Problem ``forbidden`` if the viewer keeps no backups.
    """
    if not keeps_backups(by.viewer):
        raise Problem("forbidden")
    waits = by.session.scalar(select(BackupOrder.id).where(BackupOrder.state.in_(UNFINISHED)).limit(1))
    if waits is not None:
        return waits
    new = BackupOrder(id=new_id(), person=by.viewer.account, state="queued")
    by.session.add(new)
    by.record("backup.order", ("backup_order", new.id), None)
    return new.id


def newest(session: Session) -> BackupOrder | None:
    """The order that was given last; None if none ever was."""
    return session.scalar(select(BackupOrder).order_by(BackupOrder.ordered.desc(), BackupOrder.id.desc()).limit(1))


def fulfil(making: Making) -> str | None:
    """Make the oldest ordered backup by ``making``; returns the state in which it ended, None if none was ordered.

    Needs an app context. An order that ends the process three times has failed.
    """
    with read() as session:
        found = session.scalar(
            select(BackupOrder)
            .where(BackupOrder.state.in_(UNFINISHED))
            .order_by(BackupOrder.ordered, BackupOrder.id)
            .limit(1)
        )
    if found is None:
        return None
    id_ = found.id
    if found.attempts >= MOST:
        _note(id_, state=FAILED, fault=found.fault or "died")
        return FAILED
    _note(id_, state="working", attempts=found.attempts + 1, percent=0)
    try:
        with time_limit(LONGEST, lambda: _note(id_, fault="late")):
            backup = making(_progress(id_))
    except Exception as error:
        # A store's and a database's libraries raise their own; whatever it is, the order ends with a reason.
        _note(id_, state=FAILED, fault="not_made", detail=first_line(error))
        return FAILED
    state, fault = (FAILED, "unsound") if backup.faults else (DONE, None)
    _note(id_, backup=backup.id, percent=100, state=state, fault=fault)
    return state


def _progress(id_: str) -> Callable[[int, int], None]:
    """What notes how far an order is, in steps that cost the database little."""
    shown = 0

    def show(done: int, total: int) -> None:
        nonlocal shown
        percent = done * 100 // max(total, 1)
        if percent >= shown + STEP:
            shown = percent
            _note(id_, percent=percent)

    return show


def _note(id_: str, **values: object) -> None:
    again(lambda: _write(id_, values))


def _write(id_: str, values: Mapping[str, object]) -> None:
    with write() as session:
        session.execute(update(BackupOrder).where(BackupOrder.id == id_).values(**values))
