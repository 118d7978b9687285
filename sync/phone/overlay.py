"""A copy of a record with one of the phone's own mutations laid over it. Nothing is merged: only the server merges."""

from sync import merge
from sync.phone.state import Copy
from sync.protocol.change import Conflicts, Consent, ThreadEntry
from sync.protocol.mutation import WireMutation
from sync.protocol.transitions import APPROVED, DELETED, DRAFT, REJECTED, SUBMITTED, TABLE, VERIFIED

SHOWN_AFTER = {  # verb → {status before: status shown}, whoever reviews first
    **TABLE,
    "approve": {SUBMITTED: APPROVED, VERIFIED: APPROVED},
    "restore": {DELETED: DRAFT},  # or submitted: only the server knows whether it ever was
    "put": {VERIFIED: SUBMITTED, REJECTED: SUBMITTED},
}


def lay(copy: Copy | None, mutation: WireMutation, account: str) -> Copy | None:
    """``copy`` as ``account`` sees it once ``mutation`` is applied to it; ``copy`` itself stays as it is.

    Without a copy, a put shows what it says itself (``form`` and ``author`` are None unless it creates the record), and
    any other verb gives None.
    """
    if mutation["do"] != "put":
        return copy and _act(copy, mutation, account)
    shown: Copy = {**copy} if copy else _blank(mutation, account)
    values, add, remove = (mutation.get("set") or {}, mutation.get("add") or {}, mutation.get("remove") or {})
    shown["data"] = merge.lay(shown["data"], values, add, remove)
    shown["conflicts"] = _still_open(shown.get("conflicts") or {}, mutation.get("resolves") or {})
    if "wrote" in shown:
        shown["wrote"] = {name: who for name, who in shown["wrote"].items() if name not in values}
    form = mutation.get("form")
    if form and _newer(form, shown["form"]):
        shown["form"] = form
    if "period" in mutation:
        shown["period"] = mutation["period"]
    shown["status"] = _status_shown("put", shown["status"])
    if mutation.get("then") == "submit":
        shown["status"] = _status_shown("submit", shown["status"])
    return shown


def _blank(mutation: WireMutation, account: str) -> Copy:
    """A draft without answers, for a record that the phone has only this put of; ``lay`` then applies the put to it.

    A put with ``form`` is taken to create it, so that ``account`` is the author; without one, ``form`` and ``author``
    are None.
    """
    form = mutation.get("form")
    return {
        "id": mutation.get("record") or mutation["id"],
        "unit": mutation["unit"],
        "form": form,
        "author": None if form is None else account,
        "period": None,
        "version": None,
        "status": DRAFT,
        "data": {},
        "conflicts": {},
        "thread": [],
        "flags": [],
    }


def _still_open(conflicts: Conflicts, resolves: dict[str, list[str]]) -> Conflicts:
    """The alternatives in conflict that are left after a put with these ``resolves``."""
    left = {
        name: {id: one for id, one in alternatives.items() if id not in resolves.get(name, ())}
        for name, alternatives in conflicts.items()
    }
    return {name: alternatives for name, alternatives in left.items() if alternatives}


def _newer(form: str, held: str | None) -> bool:
    return held is None or int(form.rpartition("@")[2]) > int(held.rpartition("@")[2])


def _status_shown(verb: str, status: str) -> str:
    return SHOWN_AFTER.get(verb, {}).get(status, status)


def _act(copy: Copy, mutation: WireMutation, account: str) -> Copy:
    """A copy with a verb other than put applied: its status, the verb's text in the thread, a consent."""
    shown: Copy = {**copy, "status": _status_shown(mutation["do"], copy["status"])}
    if mutation["do"] == "consent":
        consent: Consent = {"given": mutation["given"], "by": account, "at": mutation["at"]}
        shown["consents"] = {**(copy.get("consents") or {}), mutation["photo"]: consent}
    if text := mutation.get("text"):
        id, at, do = mutation["id"], mutation["at"], mutation["do"]
        entry: ThreadEntry = {"id": id, "by": account, "at": at, "do": do, "text": text}
        if field := mutation.get("field"):
            entry["field"] = field
        if asks := mutation.get("asks"):
            entry["asks"] = asks
        shown["thread"] = [*(copy.get("thread") or []), entry]
    return shown
