"""The booklet of a conference over HTTP; its pages and slides are among what everybody reads."""

from flask import Response, current_app
from flask_smorest import Blueprint

from server.api.known_registers import known_registers
from server.api.query import parameters, query_parameter
from server.api.signed_in import person, signed_in
from server.photos.files import PhotoFiles
from server.platform.database import read
from server.platform.query_params import ParamReader
from server.publishing.conference.booklet import DOCX, booklet, file_name
from server.publishing.conference.honoured import conference
from server.publishing.examples.changing import refuse_strangers
from server.publishing.examples.photo_files import read_file
from sync.protocol.problems import Problem

blueprint = Blueprint("conferences", __name__, url_prefix="/api/conferences", description="Who is honoured in a year")


@blueprint.get("/booklet")
@blueprint.doc(parameters=[query_parameter("year", "A school year's key. The last that has examples by default.")])
@blueprint.alt_response(200, description="A .docx: who is honoured, and the story of each.")
@signed_in
def booklet_of_year() -> Response:
    """The booklet of a school year's published examples. Problem ``forbidden`` to all but the department and
    administrators, ``not_found`` for a year without examples."""
    params = ParamReader(parameters(), ("year",))
    year = params.one("year")
    params.refuse()
    refuse_strangers(person())
    with read() as session:
        found = conference(session, known_registers(), year)
    if found is None:
        raise Problem("not_found")
    response = Response(booklet(found, _read_photo), mimetype=DOCX)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(found)}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _read_photo(key: str) -> bytes | None:
    try:
        return read_file(PhotoFiles(current_app.config["PHOTOS"], soon=True), key, small=False)
    except FileNotFoundError:
        return None
