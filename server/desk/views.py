"""The pages ``/so`` and ``/dang-nhap``."""

from datetime import datetime
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from server import reading, reports
from server.access import Viewer
from server.clock import HERE
from server.database import read
from server.desk import charts, choices, lists, page, text, visitor
from server.desk.contents import Contents
from server.desk.page import given, language, registers
from server.labels import title
from server.reports import Question
from sync.problems import Problem

blueprint = Blueprint(
    "desk", __name__, template_folder="templates", static_folder="static", static_url_path="/so/static"
)
blueprint.context_processor(page.context)
blueprint.after_request(page.finish)
blueprint.register_error_handler(Problem, page.refused)
blueprint.register_error_handler(HTTPException, page.failed)


@blueprint.get("/so")
def overview() -> ResponseReturnValue:
    """The figures of a register, drawn by its charts."""
    with read() as session:
        viewer = visitor.find(session)
        drawn = [register for register in registers().all_latest() if register.charts]
        said = given()
        if not said.get("register") and drawn:
            said["register"] = [drawn[0].key]
        asked = reports.question(session, viewer, registers(), said, datetime.now(HERE).date())
        note, asked = _with_figures(session, viewer, said, asked)
        return render_template("so.html", tabs=drawn, note=note, **_overview(session, viewer, asked))


@blueprint.get("/so/records")
def records() -> ResponseReturnValue:
    """The records behind a figure."""
    with read() as session:
        viewer = visitor.find(session)
        said = given()
        wanted = reading.listing(session, registers(), said)
        found, cursor = reading.records(session, viewer, registers(), wanted)
        one = {name: ",".join(values) for name, values in said.items()}
        return render_template(
            "records.html",
            viewer=viewer,
            given=one,
            filters=lists.said(session, viewer, registers(), one, language()),
            records=lists.lines(session, registers(), found, language()),
            count=reading.count(session, viewer, registers(), wanted),
            statuses=choices.statuses(text.STATUS, language()),
            chosen=",".join(said.get("status", [])).split(","),
            sorts=[(key, label[language()]) for key, label in text.SORT.items()],
            next=cursor,
        )


@blueprint.get("/so/records/<record>")
def one(record: str) -> ResponseReturnValue:
    """One record with its history."""
    with read() as session:
        viewer = visitor.find(session)
        found = reading.record(session, viewer, registers(), record)
        if found is None:
            raise Problem("not_found")
        contents = Contents(session, viewer, registers(), found, language())
        (line,) = lists.lines(session, registers(), [found], language())
        heading = title(contents.register, found, language())
        return render_template(
            "record.html", viewer=viewer, record=found, line=line, contents=contents, heading=heading
        )


@blueprint.get("/so/<path:_rest>")
def nowhere(_rest: str) -> ResponseReturnValue:
    """Addresses below /so that are not there are refused as pages, not as JSON."""
    raise Problem("not_found")


@blueprint.get("/dang-nhap")
def sign_in() -> ResponseReturnValue:
    """The form that signs a browser in."""
    with read() as session:
        others = bool(visitor.everybody(session))
    return render_template("sign_in.html", next=page.safe(request.args.get("next")), others=others)


def _overview(session: Session, viewer: Viewer, asked: Question) -> dict[str, Any]:
    tongue, known, register = language(), registers(), asked.register
    answer = reports.answer(session, viewer, known, asked, tongue)
    top = reports.topmost(session, viewer)
    assert top is not None
    return {
        "viewer": viewer,
        "register": register,
        "answer": answer,
        "kind": text.KIND[answer["complete"]["kind"]][tongue],
        "unit": asked.unit,
        "period_name": text.period(asked.period, tongue),
        "period": asked.period.key,
        "headline": charts.headline(register, answer, tongue),
        "measures": [charts.written(item, tongue) for item in answer["measures"]],
        "empty": not any(item["total"]["value"] or item["total"].get("d") for item in answer["measures"]),
        "sections": charts.sections(session, viewer, known, asked, answer, tongue),
        "periods": choices.periods(session, register, asked.period, tongue),
        "units": choices.units(session, viewer, top, asked.unit),
        "statuses": choices.statuses(reports.COUNTABLE, tongue),
        "chosen": asked.cut.statuses,
    }


def _with_figures(
    session: Session, viewer: Viewer, said: dict[str, list[str]], asked: Question
) -> tuple[str | None, Question]:
    """Where nobody asked for a period and the present one has no figures yet: the last that has, and a word."""
    told = None if said.get("period") else charts.latest_told(session, asked)
    if told is None or told.starts >= asked.period.starts:
        return None, asked
    earlier = reports.question(session, viewer, registers(), said | {"period": [told.key]}, told.ends)
    now, then = (text.period(period, language()) for period in (asked.period, told))
    return text.TEXT[language()]["earlier"].format(now=now, shown=then[0].lower() + then[1:]), earlier
