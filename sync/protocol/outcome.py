"""The outcome of a mutation, as the server stores it and sends it to the phone."""

from collections.abc import Mapping
from typing import NotRequired, TypedDict


class Refused(TypedDict):
    """Why a mutation was refused.

    ``code`` is a key of ``problems.KINDS``. ``fields``: field → what is wrong there, e.g. ``{"students": {"rule":
    "range", "range": [0, 5000]}}``. ``detail``: the reason in the reader's language, added when the outcome is sent.
    """

    code: str
    fields: NotRequired[Mapping[str, object]]
    detail: NotRequired[str]


class Outcome(TypedDict, total=False):
    """What the server did with one mutation; which members it has says which of these it is.

    Applied: ``version`` is the record's new version, ``conflicts`` names the fields whose value the mutation did not
    replace. Refused: ``refused``; with ``version`` too, a put was applied and only its submit refused. ``wait``:
    nothing was stored, send it again later. ``unknown``: the server lost it, send it again. ``status`` and ``period``
    are the record's present ones, given only in an answer that leaves the record out because the phone has all of its
    changes.
    """

    version: str
    conflicts: list[str]
    refused: Refused
    wait: bool
    unknown: bool
    status: str
    period: str
