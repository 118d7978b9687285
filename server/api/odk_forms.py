"""Projects and forms as ODK Central lists them: the department and its registers."""

import marshmallow as ma
from flask import Response

from server.api.known_registers import known_registers
from server.api.odk_answers import answered, central, named_form
from server.api.responses import attachment
from server.api.signed_in import open_to_tokens, person
from server.odk import forms
from server.odk.names import PROJECT
from server.odk.problems import not_found
from server.platform.database import read
from server.platform.workbook_limits import TYPE

blueprint = central("odk_forms")


class CentralProject(ma.Schema):
    id = ma.fields.Integer()
    name = ma.fields.String()
    description = ma.fields.String(allow_none=True)
    archived = ma.fields.Boolean(allow_none=True)
    keyId = ma.fields.Integer(allow_none=True)
    createdAt = ma.fields.AwareDateTime()
    updatedAt = ma.fields.AwareDateTime(allow_none=True)
    deletedAt = ma.fields.AwareDateTime(allow_none=True)
    forms = ma.fields.Integer()


class CentralForm(ma.Schema):
    projectId = ma.fields.Integer()
    xmlFormId = ma.fields.String(metadata={"description": "the register's key"})
    name = ma.fields.String()
    version = ma.fields.String()
    hash = ma.fields.String()
    state = ma.fields.String()
    enketoId = ma.fields.String(allow_none=True)
    keyId = ma.fields.Integer(allow_none=True)
    createdAt = ma.fields.AwareDateTime()
    updatedAt = ma.fields.AwareDateTime(allow_none=True)
    publishedAt = ma.fields.AwareDateTime()


class CentralField(ma.Schema):
    path = ma.fields.String()
    name = ma.fields.String()
    type = ma.fields.String()
    binary = ma.fields.Boolean()
    selectMultiple = ma.fields.Boolean(allow_none=True)


@blueprint.get("/projects")
@blueprint.alt_response(200, schema=CentralProject(many=True), description="One: the department.")
@open_to_tokens
def projects() -> Response:
    """List the projects."""
    with read() as session:
        return answered([forms.project(session, person(), known_registers())])


@blueprint.get("/projects/<int:project>")
@blueprint.alt_response(200, schema=CentralProject, description="The project.")
@open_to_tokens
def project(project: int) -> Response:
    """The project of this number. Problem 404.1 for any but 1."""
    if project != PROJECT:
        raise not_found()
    with read() as session:
        return answered(forms.project(session, person(), known_registers()))


@blueprint.get("/projects/<int:project>/forms")
@blueprint.alt_response(200, schema=CentralForm(many=True), description="Registers, by key.")
@open_to_tokens
def all_(project: int) -> Response:
    """List the forms of a project: the registers whose records the caller may read."""
    if project != PROJECT:
        raise not_found()
    with read() as session:
        return answered(forms.forms(session, forms.readable_forms(person(), known_registers())))


@blueprint.get("/projects/<int:project>/forms/<form>")
@blueprint.alt_response(200, schema=CentralForm, description="The form.")
@open_to_tokens
def one(project: int, form: str) -> Response:
    """One form. Problem 404.1."""
    register = named_form(project, form)
    with read() as session:
        return answered(forms.form(session, register))


@blueprint.get("/projects/<int:project>/forms/<form>.xlsx")
@blueprint.alt_response(200, description="The form as an XLSForm workbook.", content_type=TYPE)
@open_to_tokens
def as_workbook(project: int, form: str) -> Response:
    """The newest version of a form as an XLSForm workbook. Problem 404.1.

    There is no XForm (``.xml``): whoever needs one lets pyxform make it of the workbook.
    """
    # Loads a library that nothing else of these addresses needs.
    from server.registers.xlsform.writing import write

    register = named_form(project, form)
    return attachment(write(register), TYPE, f"{register.key}.xlsx")


@blueprint.get("/projects/<int:project>/forms/<form>/fields")
@blueprint.alt_response(200, schema=CentralField(many=True), description="In the order of the form.")
@open_to_tokens
def fields(project: int, form: str) -> Response:
    """The fields of a form, groups and repeats before what they hold."""
    return answered(forms.fields(named_form(project, form)))
