"""People and their roles, over HTTP. Who may do what is in server/access/people.py."""

from collections.abc import Callable

from flask import Response
from flask_smorest import Blueprint

from server.access.people import HEIGHT
from server.api.answer_schema import answer_schema
from server.api.list_files import list_file
from server.api.people_bodies import Change, CodeAsked, Disabling, NewPerson, On, RoleSchema, Transfer
from server.api.query import parameters, query_parameter
from server.api.request_body import read_as, request_body
from server.api.responses import no_store
from server.api.signed_in import act, act_once, person, signed_in
from server.api.versions import IF_MATCH, version
from server.audit.actor import Act
from server.exports.people_workbook import people_table
from server.figures import handover_preview
from server.figures.handover_preview import HandoverPreview
from server.org import accounts, appointments, directory, one_time_codes, role_plans, suspensions
from server.org.directory import PeoplePage, PersonEntry
from server.org.one_time_codes import Issued
from server.platform.database import read
from server.platform.errors import language

blueprint = Blueprint("people", __name__, url_prefix="/api/people", description="People and their roles")
PERSON = answer_schema(PersonEntry)
NOW = blueprint.alt_response(200, schema=PERSON, description="The person as they are now.")

PARAMETERS = [
    query_parameter("unit", "A unit's id: people of it and below.", format="uuid"),
    query_parameter("role", "A role.", enum=sorted(HEIGHT)),
    query_parameter("q", "Words of a name or username, with or without diacritics."),
    query_parameter("past", "true: people who have left, too.", enum=["true", "false"]),
    query_parameter("cursor", "What the page before called next."),
    query_parameter("limit", "People on a page.", type="integer", minimum=1, maximum=directory.LARGEST_PAGE),
]


@blueprint.get("")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(
    200, schema=answer_schema(PeoplePage), description="People of the units that one looks after, by name."
)
@signed_in
def all_() -> Response:
    """List the people of the units that the caller looks after, by name, a page at a time.

    Problem ``forbidden`` for teachers, ``malformed``.
    """
    with read() as session:
        return no_store(
            directory.list_people(session, person(), directory.read_filters(session, person(), parameters()))
        )


@blueprint.get("/file")
@blueprint.doc(parameters=PARAMETERS)
@blueprint.alt_response(200, description="The list as an xlsx: its first 2,000 lines.")
@signed_in
def file() -> Response:
    """The people of the units that the caller looks after, as a workbook. Problem ``forbidden`` for teachers."""
    return list_file("people", lambda s, n: people_table(s, n, person(), parameters(), language()), "con nguoi")


@blueprint.post("")
@blueprint.doc(requestBody=request_body(NewPerson))
@blueprint.alt_response(201, schema=PERSON, description="The person; nobody signs in before a code is printed.")
@signed_in
def create() -> Response:
    """Create a person's account with its first role; they can sign in once a one-time code is printed for them."""
    body = read_as(NewPerson())
    return _changed(lambda by: appointments.create(by, body["name"], body["username"], body["role"]).id, 201)


@blueprint.get("/<account>")
@blueprint.alt_response(200, schema=PERSON, description="The person with all roles, past ones too.")
@signed_in
def one(account: str) -> Response:
    """One person with all present, past and coming roles. Problem ``not_found``."""
    with read() as session:
        return no_store(directory.read_person(session, person(), account))


@blueprint.patch("/<account>")
@blueprint.doc(requestBody=request_body(Change), parameters=[IF_MATCH])
@NOW
@signed_in
def change(account: str) -> Response:
    """Change a person's name or username; what the body leaves out stays as it is.

    Problem ``not_found``, ``forbidden``, ``changed_meanwhile``; ``invalid`` if the username is taken.
    """
    body, seen = read_as(Change()), version()
    return _changed(lambda by: accounts.change(by, account, seen, body.get("name"), body.get("username")).id)


@blueprint.post("/<account>/roles")
@blueprint.doc(requestBody=request_body(RoleSchema), parameters=[IF_MATCH])
@blueprint.alt_response(201, schema=PERSON, description="The person as they are now.")
@signed_in
def give(account: str) -> Response:
    """Give a person a further role, besides those that they have, from a day on.

    Problem ``not_found``, ``forbidden``, ``changed_meanwhile``, ``invalid``.
    """
    body, seen = read_as(RoleSchema()), version()
    return _changed(lambda by: appointments.give(by, account, seen, body).id, 201)


@blueprint.post("/<account>/roles/<int:role>/end")
@blueprint.doc(requestBody=request_body(On), parameters=[IF_MATCH])
@NOW
@signed_in
def end(account: str, role: int) -> Response:
    """End one role of a person, given by its number; ``on`` is the first day without it, today by default.

    Problem ``not_found``, ``forbidden``, ``changed_meanwhile``; ``invalid`` if it has ended already.
    """
    body, seen = read_as(On()), version()
    return _changed(lambda by: appointments.end(by, account, seen, role, body["on"]).id)


@blueprint.delete("/<account>/roles/<int:role>/end")
@blueprint.doc(parameters=[IF_MATCH])
@NOW
@signed_in
def take_back(account: str, role: int) -> Response:
    """Take back the planned end of a role, and the role that was to follow in a transfer; possible until its day.

    Problem ``not_found``, ``forbidden``, ``changed_meanwhile``; ``invalid`` if none is planned or its day has come.
    """
    seen = version()
    return _changed(lambda by: role_plans.take_back(by, account, seen, role).id)


@blueprint.get("/<account>/roles/<int:role>/transfer")
@blueprint.alt_response(200, schema=answer_schema(HandoverPreview), description="What stays behind, in numbers.")
@signed_in
def transfer_preview(account: str, role: int) -> Response:
    """What a transfer out of a role would leave behind: records, unfinished ones, and what phones have not sent.

    Problem ``not_found``, ``forbidden`` for whoever may not end the role.
    """
    with read() as session:
        return no_store(handover_preview.of_role(session, person(), account, role))


@blueprint.post("/<account>/roles/<int:role>/transfer")
@blueprint.doc(requestBody=request_body(Transfer), parameters=[IF_MATCH])
@NOW
@signed_in
def transfer(account: str, role: int) -> Response:
    """Move a person to another unit: one role ends, and one in that unit begins on the same day."""
    body, seen = read_as(Transfer()), version()
    return _changed(lambda by: appointments.transfer(by, account, seen, role, body).id)


@blueprint.post("/<account>/leave")
@blueprint.doc(requestBody=request_body(On), parameters=[IF_MATCH])
@NOW
@signed_in
def leave(account: str) -> Response:
    """End a person's service: all their roles end; ``on`` is the first day without them, today by default."""
    body, seen = read_as(On()), version()
    return _changed(lambda by: appointments.leave(by, account, seen, body["on"]).id)


@blueprint.post("/<account>/disable")
@blueprint.doc(requestBody=request_body(Disabling), parameters=[IF_MATCH])
@NOW
@signed_in
def disable(account: str) -> Response:
    """Disable a person's account, for a reason: its sessions end at once, and it signs in nowhere until enabled.

    What waits on its phones stays there. Problem ``not_found``, ``forbidden``, ``changed_meanwhile``, ``invalid``.
    """
    body, seen = read_as(Disabling()), version()
    return _changed(lambda by: suspensions.disable(by, account, seen, body["reason"].strip()).id)


@blueprint.post("/<account>/enable")
@blueprint.doc(parameters=[IF_MATCH])
@NOW
@signed_in
def enable(account: str) -> Response:
    """Enable a disabled account; what waits on its phones is sent after the next sign-in.

    Problem ``not_found``, ``forbidden`` also if somebody of a higher rank disabled it, ``changed_meanwhile``.
    """
    seen = version()
    return _changed(lambda by: suspensions.enable(by, account, seen).id)


@blueprint.post("/<account>/code")
@blueprint.doc(requestBody=request_body(CodeAsked))
@blueprint.alt_response(201, schema=answer_schema(Issued), description="A one-time code: told here and never again.")
@signed_in
def code(account: str) -> Response:
    """Issue a one-time code with which a person signs in instead of the password, once, within 72 hours.

    The code is in this response only. With ``revoke`` all devices of the person are signed out too.
    """
    body = read_as(CodeAsked())
    with read() as session:  # who may not is refused before a hash is computed
        one_time_codes.may_issue(session, person(), account)
    drawn = one_time_codes.draw()
    return no_store(act(lambda by: one_time_codes.issue(by, account, drawn, body["revoke"])), 201)


def _changed(work: Callable[[Act], str], status: int = 200) -> Response:
    """Do ``work``, which returns an account, in a transaction, and respond with that person as they are afterwards."""
    account = act_once(work)
    with read() as session:
        return no_store(directory.read_person(session, person(), account), status)
