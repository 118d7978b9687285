"""A record as phones and other readers get it: in the ``changes`` of an exchange, in lists, and by itself."""

from typing import Any, NotRequired, TypedDict

from sync.protocol.answers import Answers


class Alternative(TypedDict):
    """A value in conflict: kept beside the field's present value, as its author had not seen that one when writing.

    ``value`` is None where the mutation would have cleared the field. ``by``: the author's account; ``at``: when it was
    made, by the phone's clock. ``device``: a short name of the reader's own device that it was written on, if known.
    """

    value: Any
    by: str
    at: str
    device: NotRequired[str]


Conflicts = dict[str, dict[str, Alternative]]
"""Field name → id of the mutation that brought the alternative → the alternative."""


class Written(TypedDict):
    """Which account wrote the present value of a field, and when by their phone's clock; ``device`` as in
    ``Alternative``."""

    by: str
    at: str
    device: NotRequired[str]


class ThreadEntry(TypedDict):
    """One text in a record's thread: a comment, or the reason of a decision.

    ``id`` and ``do`` are those of the mutation that brought it, ``by`` is an account; ``field`` is the name of the
    field that the text is about; ``asks`` is the comment's own (``reopen`` or ``nothing``).
    """

    id: str
    by: str
    at: str
    do: str
    text: str
    field: NotRequired[str]
    asks: NotRequired[str]


class Consent(TypedDict):
    """What was last put down of consent to a photo: whether it is ``given`` or withdrawn, by which account, and when by
    their phone's clock."""

    given: bool
    by: str
    at: str


class Change(TypedDict):
    """A record in the server's present version; members that may be missing are left out where they are empty.

    ``unit``: the scope; ``submitted_by``: the account that submitted it last, if not its author; ``form``: register and
    version (``activity@3``); ``version``: the place in the scope's log of the last change. ``wrote``: field → who wrote
    its value, for fields in conflict. ``flags``: names of the rules that the record breaks. ``consents``: SHA-256 of a
    photo → what was last put down of consent to it.
    """

    id: str
    unit: str
    form: str
    author: str
    submitted_by: NotRequired[str | None]
    period: NotRequired[str | None]
    version: str
    status: str
    data: Answers
    conflicts: NotRequired[Conflicts]
    wrote: NotRequired[dict[str, Written]]
    thread: NotRequired[list[ThreadEntry]]
    flags: NotRequired[list[str]]
    consents: NotRequired[dict[str, Consent]]
