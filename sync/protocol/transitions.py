"""The status table: which verb leads from where to where, and whose it is."""

DRAFT, SUBMITTED, VERIFIED, APPROVED = "draft", "submitted", "verified", "approved"
RETURNED, REJECTED, DELETED = "returned", "rejected", "deleted"

STATUSES = (DRAFT, SUBMITTED, RETURNED, VERIFIED, APPROVED, REJECTED, DELETED)

TABLE: dict[str, dict[str, str]] = {
    "submit": {DRAFT: SUBMITTED, RETURNED: SUBMITTED},
    "withdraw": {SUBMITTED: DRAFT},
    "verify": {SUBMITTED: VERIFIED},
    "return": {SUBMITTED: RETURNED, VERIFIED: RETURNED},
    "approve": {VERIFIED: APPROVED},
    "reject": {VERIFIED: REJECTED, SUBMITTED: REJECTED},
    "reopen": {APPROVED: VERIFIED, REJECTED: SUBMITTED},
    "delete": dict.fromkeys((DRAFT, SUBMITTED, RETURNED, VERIFIED, REJECTED), DELETED),
    "restore": {},  # the record says whether it goes back to draft or submitted
    "comment": {},  # moves nothing
}

ACTORS: dict[str, frozenset[str]] = {
    "submit": frozenset({"author"}),
    "withdraw": frozenset({"author"}),
    "verify": frozenset({"leader"}),
    "return": frozenset({"leader", "officer"}),
    "approve": frozenset({"officer"}),
    "reject": frozenset({"officer"}),
    "reopen": frozenset({"officer"}),
    "delete": frozenset({"author", "leader"}),
    "restore": frozenset({"author", "leader", "deleter"}),
    "comment": frozenset({"reader"}),
}

VERBS = frozenset(TABLE) | {"put"}
REVIEW_VERBS = frozenset({"verify", "return", "approve", "reject"})  # refused as stale if the content has changed
TEXT_NEEDED = frozenset({"return", "reject", "reopen", "comment"})
CONTENT_VERBS = frozenset({"put", "delete", "restore"})  # what a judge must have seen


def status_after(verb: str, status: str, review: tuple[str, ...], submitted_before: bool) -> str | None:
    """The status that ``verb`` leads to from ``status``; None where there is no such way."""
    if verb == "comment":
        return status
    if verb == "restore":
        return None if status != DELETED else SUBMITTED if submitted_before else DRAFT
    if verb == "verify" and "leader" not in review:
        return None
    if verb == "approve" and status == SUBMITTED and "leader" not in review:
        return APPROVED
    return TABLE[verb].get(status)


def status_after_put(status: str, submitted_before: bool) -> str:
    """A put calls a decision back; on a record whose delete its author had not seen, it restores."""
    if status in (VERIFIED, REJECTED):
        return SUBMITTED
    if status == DELETED:
        return SUBMITTED if submitted_before else DRAFT
    return status


def turn(status: str, review: tuple[str, ...]) -> str:
    """Whose word a record waits for: leader, commune or department; empty where nobody's."""
    if status == SUBMITTED and "leader" in review:
        return "leader"
    if status in (SUBMITTED, VERIFIED):
        return "commune" if review[-1] == "commune" else "department"
    return ""
