"""Snapshots over HTTP: reports that were signed (chốt số liệu) and never change."""

from collections.abc import Callable

import marshmallow as ma
from flask import Response
from flask_smorest import Blueprint

from server.api.answer_schema import answer_schema
from server.api.answers import Differences, Snapshots, WholeSnapshot
from server.api.known_registers import known_registers
from server.api.request_body import read_as, request_body
from server.api.responses import no_store
from server.api.signed_in import act_once, person, signed_in
from server.audit.actor import Act
from server.figures import snapshots
from server.figures.as_of import as_of
from server.figures.public_snapshots import show_to_everybody
from server.figures.reach import readable
from server.figures.snapshot_content import filters_behind, registers_with_figures
from server.figures.snapshot_differences import differences as differences_between
from server.figures.snapshots import SnapshotHead
from server.models.periods import Period
from server.platform.database import read
from sync.protocol.problems import Problem

blueprint = Blueprint("snapshots", __name__, url_prefix="/api/snapshots", description="Reports as they were signed")


class Freeze(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    title = ma.fields.String(required=True, validate=ma.validate.Length(min=1, max=200))
    unit = ma.fields.UUID(required=True)
    period = ma.fields.String(required=True, validate=ma.validate.Length(max=40))
    registers = ma.fields.List(
        ma.fields.String(validate=ma.validate.Length(max=100)),
        validate=ma.validate.Length(min=1, max=200),
        metadata={"description": "all that have figures for the period, if it is left out"},
    )
    close = ma.fields.Boolean(
        load_default=False, metadata={"description": "lock the registers' records of the period too"}
    )


class Withdraw(ma.Schema):
    text = ma.fields.String(required=True, validate=ma.validate.Length(min=1, max=2000))


@blueprint.get("")
@blueprint.alt_response(
    200,
    schema=answer_schema(Snapshots),
    description="What was frozen of the units whose figures one may read, newest first.",
)
@signed_in
def all_() -> Response:
    """List the snapshots of units whose figures the caller may read, the newest first, without their content."""
    with read() as session:
        return no_store({"snapshots": snapshots.snapshot_heads(session, person())})


@blueprint.post("")
@blueprint.doc(requestBody=request_body(Freeze))
@blueprint.alt_response(201, schema=answer_schema(SnapshotHead), description="It is frozen, and never changes.")
@signed_in
def freeze() -> Response:
    """Sign a report of a unit and period (chốt số liệu): store its present figures for good, as a snapshot.

    With ``close`` the period is closed for the registers of the report too. Problem ``forbidden`` unless the caller may
    sign for the unit and each register, ``malformed``.
    """
    body, registers = read_as(Freeze()), known_registers()

    def work(by: Act) -> str:
        unit = readable(by.session, by.viewer, str(body["unit"]))
        period = by.session.get(Period, body["period"])
        if period is None:
            raise Problem("malformed", {"period": {"rule": "choices"}})
        known = registers_with_figures(by.session, registers, period)
        keys = [key for key in known if key in body.get("registers", known)]
        return snapshots.freeze(by, registers, unit, period, keys, body["title"], body["close"]).id

    return _changed(work)


@blueprint.post("/<snapshot>/withdraw")
@blueprint.doc(requestBody=request_body(Withdraw))
@blueprint.alt_response(
    201, schema=answer_schema(SnapshotHead), description="It is marked as withdrawn, and stays readable."
)
@signed_in
def withdraw(snapshot: str) -> Response:
    """Withdraw a snapshot that was made by mistake, with a reason; what was closed with it stays closed.

    Problem ``not_found``, ``forbidden`` unless the caller may sign for its unit and registers, ``malformed``.
    """
    text, registers = read_as(Withdraw())["text"], known_registers()
    return _changed(lambda by: snapshots.withdraw(by, registers, snapshot, text).id)


@blueprint.put("/<snapshot>/public")
@blueprint.alt_response(
    201, schema=answer_schema(SnapshotHead), description="Everybody may read its figures on the public page."
)
@signed_in
def show(snapshot: str) -> Response:
    """Let everybody read a snapshot's figures. Problem ``not_found``; ``forbidden`` but to the department, or if it is
    withdrawn."""
    return _changed(lambda by: show_to_everybody(by, snapshot, True))


@blueprint.delete("/<snapshot>/public")
@blueprint.alt_response(201, schema=answer_schema(SnapshotHead), description="It stands on the public page no more.")
@signed_in
def hide(snapshot: str) -> Response:
    """Take a snapshot off the public page. Problem ``not_found``, ``forbidden`` but to the department."""
    return _changed(lambda by: show_to_everybody(by, snapshot, False))


@blueprint.get("/<snapshot>")
@blueprint.alt_response(
    200, schema=answer_schema(WholeSnapshot), description="Its content, with the hash of the bytes that were signed."
)
@signed_in
def one(snapshot: str) -> Response:
    """A snapshot with its content, as it was signed.

    Problem ``not_found`` if there is none, or the caller may not read its unit's figures.
    """
    with read() as session:
        head, found = snapshots.read_snapshot_head(session, person(), snapshot)
        return no_store({**head, "content": snapshots.signed_content(found)})


@blueprint.get("/<snapshot>/differences")
@blueprint.alt_response(
    200,
    schema=answer_schema(Differences),
    description="Each figure that is no longer what it was, frozen and live, and what opens the records behind it.",
)
@signed_in
def differences(snapshot: str) -> Response:
    """The figures of a snapshot whose present values differ from those that were signed.

    Each has both values, and in ``behind`` the filters of the list of records behind it. Problem ``not_found``.
    """
    registers = known_registers()
    with read() as session:
        found, unit = snapshots.find_snapshot(session, person(), snapshot)
        frozen = snapshots.signed_content(found)
        keys = [key for key in found.registers if registers.latest(key)]
        live = snapshots.live_content(session, person(), registers, found)
        behind = filters_behind(session, person(), registers, unit.id, found.period, keys, found.at)
    changed = differences_between(frozen, live)
    for one in changed:
        one["behind"] = behind.get((one["register"], one["measure"]))
    return no_store({"frozen_at": frozen["as_of"], "as_of": as_of(), "differences": changed})


def _changed(work: Callable[[Act], str]) -> Response:
    """Do ``work``, which returns a snapshot's id, once for each key, and respond with its head as it is afterwards."""
    id_ = act_once(work)
    with read() as session:
        return no_store(snapshots.read_snapshot_head(session, person(), id_)[0], 201)
