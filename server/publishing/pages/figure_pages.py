"""The pages of published figures, and their files."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from server.figures.public_snapshots import public_snapshot, public_snapshots
from server.figures.snapshot_content import SnapshotContent
from server.figures.snapshot_register import has_figures
from server.figures.snapshots import signed_content
from server.models.figures import Snapshot
from server.models.org import Unit
from server.platform.clock import day_of
from server.platform.texts import period_text
from server.publishing.open_data.dictionary import COLUMNS, LICENCE
from server.publishing.open_data.files import csv_file, json_file
from server.publishing.pages.addresses import address
from server.publishing.pages.missing import gone, missing
from server.publishing.pages.page import Page
from server.publishing.pages.render import Reader, render
from sync.registers import Registers

Make = Callable[[Snapshot, SnapshotContent], Page]


def figure_list(reader: Reader, session: Session) -> Page:
    """All published snapshots."""
    return render("figures.html", reader, ("figures",), {"snapshots": listed(reader, session)})


def listed(reader: Reader, session: Session) -> list[dict[str, object]]:
    """``{"id", "title", "unit", "period", "frozen"}`` of each published snapshot, the newest first."""
    found = public_snapshots(session)
    names = dict(session.execute(select(Unit.id, Unit.name).where(Unit.id.in_({one.unit for one in found}))).all())
    return [_head(reader, one, names[one.unit]) for one in found]


def _head(reader: Reader, one: Snapshot, unit: str) -> dict[str, object]:
    period = period_text(one.period, reader.language)
    return {"id": one.id, "title": one.title, "unit": unit, "period": period, "frozen": day_of(one.at)}


def figure_page(reader: Reader, session: Session, id_: str) -> Page:
    """The figures of one snapshot, with numerators and denominators."""

    def make(snapshot: Snapshot, content: SnapshotContent) -> Page:
        head = _head(reader, snapshot, content["unit"]["name"])
        days = [date.fromisoformat(content["period"][end]) for end in ("starts", "ends")]
        parts = [part for part in content["registers"] if has_figures(part)]
        shown = {"head": head, "parts": parts, "days": days, "columns": COLUMNS, "licence": LICENCE}
        return render("figure.html", reader, ("figures", id_), shown | {"sha256": snapshot.sha256})

    return _published(reader, session, id_, make)


def figure_csv(reader: Reader, session: Session, registers: Registers, id_: str) -> Page:
    """The figures of one snapshot as CSV."""
    return _published(
        reader,
        session,
        id_,
        lambda one, content: Page(csv_file(registers, one, content), "text/csv; charset=utf-8"),
    )


def figure_json(reader: Reader, session: Session, registers: Registers, id_: str) -> Page:
    """The figures of one snapshot as JSON, with what the columns mean."""
    place = f"{reader.origin}{address(reader.language, 'figures', id_)}"
    return _published(
        reader,
        session,
        id_,
        lambda one, content: Page(json_file(registers, one, content, place), "application/json; charset=utf-8"),
    )


def _published(reader: Reader, session: Session, id_: str, make: Make) -> Page:
    """What ``make`` makes of a snapshot that everybody may read; 410 if another is there."""
    snapshot = public_snapshot(session, id_)
    if snapshot is not None:
        return make(snapshot, signed_content(snapshot))
    there = session.scalar(select(exists().where(Snapshot.id == id_)))
    return gone(reader, "gone_figures") if there else missing(reader)
