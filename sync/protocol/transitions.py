"""The table of statuses: which verb takes a record from which status to which, and who may do it."""

DRAFT, SUBMITTED, VERIFIED, APPROVED = "draft", "submitted", "verified", "approved"
RETURNED, REJECTED, DELETED = "returned", "rejected", "deleted"

STATUSES = (DRAFT, SUBMITTED, RETURNED, VERIFIED, APPROVED, REJECTED, DELETED)

# verb → {status before: status after}
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
    "consent": {},  # moves nothing
}

# verb → who may do it, by their part in the record: "officer" decides for the department or the commune, "stand_in"
# writes the record of an author who has left its unit, "co_author" is named in it
ACTORS: dict[str, frozenset[str]] = {
    "submit": frozenset({"author", "stand_in"}),
    "withdraw": frozenset({"author"}),
    "verify": frozenset({"leader"}),
    "return": frozenset({"leader", "officer"}),
    "approve": frozenset({"officer"}),
    "reject": frozenset({"officer"}),
    "reopen": frozenset({"officer"}),
    "delete": frozenset({"author", "leader"}),
    "restore": frozenset({"author", "leader", "deleter"}),
    "comment": frozenset({"reader"}),
    "consent": frozenset({"author", "co_author", "leader", "officer"}),
}

VERBS = frozenset(TABLE) | {"put"}
REVIEW_VERBS = frozenset({"verify", "return", "approve", "reject"})  # refused as stale if the content has changed
TEXT_NEEDED = frozenset({"return", "reject", "reopen", "comment"})
BESIDE = frozenset({"comment", "consent"})  # done beside the review: in every status, and in closed periods
CONTENT_VERBS = frozenset({"put", "delete", "restore"})  # verbs whose effect a reviewer must have seen


def status_after(verb: str, status: str, review: tuple[str, ...], submitted_before: bool) -> str | None:
    """The status that ``verb`` leads to from ``status``; None where the verb may not be done.

    ``review``: who reviews the register's records, in order, e.g. ``("leader", "commune")``. ``submitted_before``: the
    record was submitted at least once.
    """
    if verb in BESIDE:
        return status
    if verb == "restore":
        return None if status != DELETED else SUBMITTED if submitted_before else DRAFT
    if verb == "verify" and "leader" not in review:
        return None
    if verb == "approve" and status == SUBMITTED and "leader" not in review:
        return APPROVED
    return TABLE[verb].get(status)


def is_locked(verb: str, status: str, submitted_before: bool, before: bool, after: bool) -> bool:
    """Whether a verb is refused since the record is approved, or its period closed until an officer opens it again.

    ``before``, ``after``: the period that the record is in before and after the verb is closed. A draft that was never
    submitted is locked only by the period that it would come into, and may be deleted.
    """
    if status == APPROVED and verb in ("put", "delete"):
        return True
    if verb == "put":
        return after or (before and submitted_before)
    return before and verb not in BESIDE and (verb != "delete" or submitted_before)


def status_after_put(status: str, submitted_before: bool) -> str:
    """The status after a put: an edit undoes a verification or rejection, and brings a deleted record back."""
    if status in (VERIFIED, REJECTED):
        return SUBMITTED
    if status == DELETED:
        return SUBMITTED if submitted_before else DRAFT
    return status


def turn(status: str, review: tuple[str, ...]) -> str:
    """Who is to review a record next: ``leader``, ``commune`` or ``department``; empty if nobody is.

    ``review``: who reviews the register's records, in order.
    """
    if status == SUBMITTED and "leader" in review:
        return "leader"
    if status in (SUBMITTED, VERIFIED):
        return "commune" if review[-1] == "commune" else "department"
    return ""
