"""A copy with one of the phone's own mutations laid over it. No merging: the server does that."""

from typing import Any

from sync import merge
from sync.phone.state import Copy, Mutation
from sync.protocol.transitions import APPROVED, DELETED, DRAFT, REJECTED, SUBMITTED, TABLE, VERIFIED

LANDS = {  # verb -> {status before: status after}, of both kinds of review
    **TABLE,
    "approve": {SUBMITTED: APPROVED, VERIFIED: APPROVED},
    "restore": {DELETED: DRAFT},  # or submitted: only the server knows whether it ever was
    "put": {VERIFIED: SUBMITTED, REJECTED: SUBMITTED},
}


def lay(copy: Copy | None, mutation: Mutation, account: str) -> Copy | None:
    """``copy`` as ``account`` sees it once ``mutation`` is laid over it; ``copy`` itself stays as it is.

    Without a copy a put shows what is known (``form`` and ``author`` are None unless it creates), and a verb
    shows nothing: None.
    """
    if mutation["do"] != "put":
        return copy and _verb(copy, mutation, account)
    shown = dict(copy) if copy else _blank(mutation, account)
    edits = (mutation.get(part) or {} for part in ("set", "add", "remove"))
    shown["data"] = merge.lay(shown["data"], *edits)
    shown["conflicts"] = _open(shown.get("conflicts") or {}, mutation.get("resolves") or {})
    if _newer(mutation.get("form"), shown["form"]):
        shown["form"] = mutation["form"]
    if "period" in mutation:
        shown["period"] = mutation["period"]
    shown["status"] = _land("put", shown["status"])
    if mutation.get("then") == "submit":
        shown["status"] = _land("submit", shown["status"])
    return shown


def _blank(mutation: Mutation, account: str) -> Copy:
    creates = "form" in mutation
    return {
        "id": mutation.get("record") or mutation["id"],
        "unit": mutation["unit"],
        "form": mutation["form"] if creates else None,
        "author": account if creates else None,
        "period": None,
        "version": None,
        "status": DRAFT,
        "data": {},
        "conflicts": {},
        "thread": [],
        "flags": [],
    }


def _open(conflicts: dict[str, Any], resolves: dict[str, list[str]]) -> dict[str, Any]:
    left = {
        name: {id: kept for id, kept in found.items() if id not in resolves.get(name, ())}
        for name, found in conflicts.items()
    }
    return {name: found for name, found in left.items() if found}


def _newer(form: str | None, held: str | None) -> bool:
    if not form or not held:
        return bool(form)
    return int(form.rpartition("@")[2]) > int(held.rpartition("@")[2])


def _land(verb: str, status: str) -> str:
    return LANDS.get(verb, {}).get(status, status)


def _verb(copy: Copy, mutation: Mutation, account: str) -> Copy:
    shown = {**copy, "status": _land(mutation["do"], copy["status"])}
    if mutation.get("text"):
        said = {name: mutation[name] for name in ("id", "at", "do", "text", "field") if mutation.get(name)}
        shown["thread"] = [*(copy.get("thread") or []), {**said, "by": account}]
    return shown
