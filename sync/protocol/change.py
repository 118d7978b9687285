"""A record as phones and readers get it: in ``changes`` of an exchange, in lists, and by itself."""

from typing import Any, NotRequired, TypedDict

from sync.protocol.answers import Answers


class Alternative(TypedDict):
    """A value kept beside the one that stands in a field, since its author had not seen that one.

    ``value`` is None where the mutation would have cleared the field; ``by`` is an account, ``at`` when it was made
    by the phone's clock.
    """

    value: Any
    by: str
    at: str


Conflicts = dict[str, dict[str, Alternative]]
"""Field name → id of the mutation that brought it → the alternative."""


class Written(TypedDict):
    """Who wrote the value that stands in a field, and when by their phone's clock."""

    by: str
    at: str


class ThreadEntry(TypedDict):
    """One text in a record's conversation.

    ``id`` and ``do`` are those of the mutation that brought it (a comment, or a decision with its reason); ``field``
    is the name of the field that it is about.
    """

    id: str
    by: str
    at: str
    do: str
    text: str
    field: NotRequired[str]


class Change(TypedDict):
    """A record as it stands at the server; members that may be left out are left out where they are empty.

    ``unit`` is the scope, ``form`` the register and version (``activity@3``), ``version`` names the place in the
    scope's log. ``wrote`` has an entry for each field in conflict, ``flags`` the names of rules that the record breaks.
    """

    id: str
    unit: str
    form: str
    author: str
    period: NotRequired[str | None]
    version: str
    status: str
    data: Answers
    conflicts: NotRequired[Conflicts]
    wrote: NotRequired[dict[str, Written]]
    thread: NotRequired[list[ThreadEntry]]
    flags: NotRequired[list[str]]
