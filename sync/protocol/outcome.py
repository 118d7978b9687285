"""What became of a mutation, as the server stores it and tells the phone that sent it."""

from collections.abc import Mapping
from typing import NotRequired, TypedDict


class Refused(TypedDict):
    """Why a mutation was refused.

    ``code`` is a key of ``problems.KINDS``; ``fields`` maps a field's name to what is wrong there, e.g.
    ``{"students": {"rule": "range", "range": [0, 5000]}}``; ``detail`` is the reason in the reader's language, put in
    when the outcome is sent.
    """

    code: str
    fields: NotRequired[Mapping[str, object]]
    detail: NotRequired[str]


class Outcome(TypedDict, total=False):
    """What the server did with one mutation.

    Applied: ``version`` is the version that the record has by it, ``conflicts`` the fields whose value it did not
    replace. Refused: ``refused`` (beside ``version`` where a put was applied and only its submit refused).
    ``wait``: nothing was stored, send it again later. ``unknown``: the server lost it, send it again. ``status`` and
    ``period`` are the record's, in the one answer that leaves the record out because the phone has all of it.
    """

    version: str
    conflicts: list[str]
    refused: Refused
    wait: bool
    unknown: bool
    status: str
    period: str
