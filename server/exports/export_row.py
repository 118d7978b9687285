"""A record as the rows of all files need it: a line of JSON in the spool."""

from typing import TypedDict

from sync.protocol.canonical import Json


class ExportRow(TypedDict):
    """``key``: the record's id; ``form``: the version of its register; ``version``: its own.

    ``unit``, ``place`` (where the unit lies) and ``author`` are names, ``code`` is the unit's. ``review``: ODK
    Central's ReviewState; ``school``: the school's own verdict. ``submitted``, ``day``: ISO 8601 text. ``edits``: how
    often it was written after the first time. ``data``: its answers; ``named``: ids in them → names.
    """

    key: str
    register: str
    form: int
    unit: str
    place: str
    code: str
    period: str | None
    status: str
    review: str
    school: str
    author: str
    submitted: str | None
    device: str | None
    edits: int
    version: str
    day: str | None
    title: str
    data: Json
    named: dict[str, str]
