"""Clusters of schools, over HTTP."""

import marshmallow as ma
from flask import Response, request
from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from server.api.answer_schema import answer_schema
from server.api.known_registers import known_registers
from server.api.list_files import list_file
from server.api.request_body import read_as, request_body
from server.api.responses import no_store
from server.api.schemas import NAME, Id
from server.api.signed_in import act, act_once, person, signed_in
from server.api.versions import IF_MATCH, version
from server.exports.notation import Notation
from server.exports.ranking_workbook import ranking_table
from server.exports.table_workbook import Table
from server.figures import ranking
from server.figures.ranking import Ranking
from server.org import clusters
from server.org.clusters import ClusterList
from server.platform.clock import today
from server.platform.database import read
from server.platform.errors import language

blueprint = Blueprint("clusters", __name__, url_prefix="/api/clusters", description="Cụm thi đua")


class ClusterChange(ma.Schema):
    name = ma.fields.String(validate=NAME)
    units = ma.fields.List(Id(), validate=ma.validate.Length(max=500), metadata={"description": "its schools, all"})


class NewCluster(ClusterChange):
    name = ma.fields.String(required=True, validate=NAME)


@blueprint.get("")
@blueprint.alt_response(200, schema=answer_schema(ClusterList), description="The clusters, each with its schools.")
@signed_in
def all_() -> Response:
    """List clusters of schools by name: all for the department and administrators, else those of the caller's units."""
    with read() as session:
        return no_store(clusters.list_clusters(session, person()))


@blueprint.post("")
@blueprint.doc(requestBody=request_body(NewCluster))
@blueprint.alt_response(201, schema=answer_schema(ClusterList), description="All clusters.")
@signed_in
def create() -> Response:
    """Make a cluster of schools, and answer with the list of clusters. Problem ``forbidden``, ``invalid``."""
    body = read_as(NewCluster())
    act_once(lambda by: clusters.create(by, body["name"], body.get("units", [])).id)
    return _all(201)


@blueprint.patch("/<cluster>")
@blueprint.doc(requestBody=request_body(ClusterChange), parameters=[IF_MATCH])
@blueprint.alt_response(200, schema=answer_schema(ClusterList), description="All clusters.")
@signed_in
def change(cluster: str) -> Response:
    """Give a cluster another name or other schools; what the body leaves out stays as it is.

    Problem ``not_found``, ``forbidden``, ``invalid``, ``changed_meanwhile``.
    """
    body, seen = read_as(ClusterChange()), version()
    act(lambda by: clusters.change(by, cluster, seen, body.get("name"), body.get("units")))
    return _all(200)


@blueprint.delete("/<cluster>")
@blueprint.doc(parameters=[IF_MATCH])
@blueprint.alt_response(200, schema=answer_schema(ClusterList), description="The clusters that are left.")
@signed_in
def remove(cluster: str) -> Response:
    """Delete a cluster; its schools stay, and are in no cluster then.

    Problem ``not_found``, ``forbidden``, ``changed_meanwhile``.
    """
    seen = version()
    act(lambda by: clusters.remove(by, cluster, seen))
    return _all(200)


@blueprint.get("/<cluster>/ranking")
@blueprint.alt_response(
    200,
    schema=answer_schema(Ranking),
    description="Each school's own score, the cluster's and the department's, the best first.",
)
@signed_in
def stand(cluster: str) -> Response:
    """The ranking of a cluster's schools by points in a period, the best first.

    The query may name ``register`` and ``period``. Problem ``not_found``; ``forbidden`` to all but the department and
    people who work in one of these schools; ``malformed``.
    """
    with read() as session:
        given = request.args.to_dict(flat=False)
        return no_store(ranking.ranking(session, person(), known_registers(), cluster, given, today()))


@blueprint.get("/<cluster>/ranking/file")
@blueprint.alt_response(200, description="The ranking as an xlsx.")
@signed_in
def file(cluster: str) -> Response:
    """The ranking of a cluster's schools, as a workbook. Problems as for the ranking itself."""
    registers, given = known_registers(), request.args.to_dict(flat=False)

    def table(session: Session, written: Notation) -> Table:
        found = ranking.ranking(session, person(), registers, cluster, given, today())
        register = registers.latest(found["register"])
        assert register
        return ranking_table(found, register, written, language())

    return list_file("ranking", table, "xep hang")


def _all(status: int) -> Response:
    with read() as session:
        return no_store(clusters.list_clusters(session, person()), status)
