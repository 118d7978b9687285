"""What stands in one person's letter: figures and links; no record, and nobody's name but the reader's."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import escape

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.access.people import oversees
from server.access.viewer import Viewer
from server.access.visible import visible_parts
from server.figures.reach import topmost
from server.figures.reminders import due_counts
from server.figures.reporting import REPORTED
from server.figures.waiting_counts import waiting_counts
from server.models.log import Record
from server.platform.clock import day_of, start_of_day
from server.platform.texts import period_text
from sync.registers import Registers

MOST_LATE = 12  # reports that are named; the others are counted
WEEK = timedelta(days=7)
TEXTS = {
    "vi": {
        "subject": "Lan Tỏa, tuần {week}: {waiting} bản ghi chờ",
        "dear": "Kính gửi thầy/cô {name},",
        "waiting": "Chờ thầy/cô: {n} bản ghi.",
        "nothing_waits": "Không có bản ghi nào chờ thầy/cô.",
        "late": "Quá hạn chưa nộp:",
        "late_line": "{register}, {period} (hạn {due}): {n} đơn vị",
        "late_more": "và {n} báo cáo khác",
        "nothing_late": "Không đơn vị nào nộp muộn.",
        "came": "Bảy ngày qua có {n} bản ghi gửi đến:",
        "came_line": "{register}: {n}",
        "nothing_came": "Bảy ngày qua không có bản ghi nào gửi đến.",
        "open": "Mở Lan Tỏa",
        "stop": "Thôi nhận thư này",
    },
    "en": {
        "subject": "Lan Tỏa, week of {week}: {waiting} records waiting",
        "dear": "Dear {name},",
        "waiting": "Waiting for you: {n} records.",
        "nothing_waits": "No record waits for you.",
        "late": "Past their deadline:",
        "late_line": "{register}, {period} (due {due}): {n} units",
        "late_more": "and {n} other reports",
        "nothing_late": "No unit is late.",
        "came": "In the last seven days {n} records came in:",
        "came_line": "{register}: {n}",
        "nothing_came": "In the last seven days no record came in.",
        "open": "Open Lan Tỏa",
        "stop": "Stop these letters",
    },
}


@dataclass(frozen=True)
class Late:
    """A report whose deadline has passed: titles of register and period, the day, and how many units owe it."""

    register: str
    period: str
    due: date
    units: int


@dataclass(frozen=True)
class Sheet:
    """What one letter says. ``came``: the title of a register → how many records of it came in the last seven days."""

    name: str
    waiting: int
    late: tuple[Late, ...]
    came: dict[str, int]


@dataclass(frozen=True)
class Letter:
    """A letter as it is sent: its subject, and its text twice."""

    subject: str
    plain: str
    html: str


def sheet_of(session: Session, viewer: Viewer, registers: Registers, language: str, moment: datetime) -> Sheet:
    """What the viewer's letter says at a moment."""
    unit = topmost(session, viewer)
    late: list[Late] = []
    if unit is not None and oversees(viewer, unit.id, unit.path):
        for one in due_counts(session, viewer, registers, unit, None, moment):
            register = registers.latest(one["register"])
            owing = one["units"] - one["answered"]
            if register and owing and one["due"] and one["due"] < day_of(moment).isoformat():
                period = period_text(one["period"], language)
                late.append(Late(register.title[language], period, date.fromisoformat(one["due"]), owing))
    waiting = waiting_counts(session, viewer, registers).total()
    return Sheet(viewer.name, waiting, tuple(late), _came(session, viewer, registers, language, moment))


def _came(session: Session, viewer: Viewer, registers: Registers, language: str, moment: datetime) -> dict[str, int]:
    near = visible_parts(viewer, registers.all_latest()).near
    since = Record.created >= start_of_day(day_of(moment)) - WEEK, Record.status.in_(REPORTED)
    query = select(Record.register, func.count()).where(near, *since).group_by(Record.register)
    counts = dict(session.execute(query).all())
    found = {one.title[language]: counts[one.key] for one in registers.all_latest() if one.key in counts}
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def letter_of(sheet: Sheet, language: str, moment: datetime, home: str, stop: str) -> Letter:
    """The letter. ``home``: the address of the desk; ``stop``: that which ends these letters."""
    texts = TEXTS[language]
    parts = [
        (texts["waiting"].format(n=sheet.waiting) if sheet.waiting else texts["nothing_waits"], []),
        (texts["late"] if sheet.late else texts["nothing_late"], _late_lines(sheet, texts)),
        (
            texts["came"].format(n=sum(sheet.came.values())) if sheet.came else texts["nothing_came"],
            [texts["came_line"].format(register=title, n=n) for title, n in sheet.came.items()],
        ),
    ]
    begins = day_of(moment) - WEEK
    week = f"{_day(begins)}–{_day(day_of(moment) - timedelta(days=1))}"
    dear = texts["dear"].format(name=sheet.name)
    plain = [dear, ""]
    for head, lines in parts:
        plain += [head, *(f"  - {line}" for line in lines), ""]
    plain += [f"{texts['open']}: {home}", f"{texts['stop']}: {stop}", ""]
    return Letter(
        texts["subject"].format(week=week, waiting=sheet.waiting),
        "\n".join(plain),
        _html(language, dear, parts, (texts["open"], home), (texts["stop"], stop)),
    )


def _late_lines(sheet: Sheet, texts: dict[str, str]) -> list[str]:
    lines = [
        texts["late_line"].format(register=one.register, period=one.period, due=_day(one.due), n=one.units)
        for one in sheet.late[:MOST_LATE]
    ]
    more = len(sheet.late) - MOST_LATE
    return lines + ([texts["late_more"].format(n=more)] if more > 0 else [])


def _html(
    language: str, dear: str, parts: list[tuple[str, list[str]]], home: tuple[str, str], stop: tuple[str, str]
) -> str:
    """The letter as simple HTML: no picture, nothing that is fetched, readable in any program."""
    body = [f"<p>{escape(dear)}</p>"]
    for head, lines in parts:
        body.append(f"<p><b>{escape(head)}</b></p>")
        if lines:
            body.append("<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>")
    body.append(f'<p><a href="{escape(home[1])}">{escape(home[0])}</a></p>')
    body.append(f'<p style="color:#667"><a href="{escape(stop[1])}" style="color:#667">{escape(stop[0])}</a></p>')
    style = "font:16px/1.5 sans-serif;color:#1d2030;max-width:36em;margin:1em auto;padding:0 1em"
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>Lan Tỏa</title>'
        f'<body style="{style}">{"".join(body)}</body></html>'
    )


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
