"""A record with the names and dates that exported files show of it."""

from typing import NotRequired, TypedDict

from sync.protocol.canonical import Json


class ExportRow(TypedDict):
    """A record as all kinds of exported files read it; while a file is made, it is stored as one line of JSON.

    ``key``: the record's id; ``form``: the version of its register; ``version``: the record's own version. ``unit``,
    ``place`` (the unit in which that unit lies) and ``author`` are names, ``code`` and ``sector_code``
    are the unit's codes, the latter lacking in rows that an earlier release stored. ``review``: the
    decision as ODK Central's ReviewState; ``school``: the status within the school, ``""`` where no leader verifies.
    ``submitted`` (a moment) and ``day``: ISO 8601 text or None. ``edits``: how often the record was written after the
    first time. ``data``: its computed values and the answers that its form shows; ``hidden``: the answers that
    its form does not show any more, which count nowhere; ``named``: ids in the answers → names.
    """

    key: str
    register: str
    form: int
    unit: str
    place: str
    code: str
    sector_code: NotRequired[str]
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
    hidden: Json
    named: dict[str, str]
