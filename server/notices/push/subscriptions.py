"""Which devices get notices: each person says so on the device itself, and ends it there with one tap."""

from typing import TypedDict

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.audit.actor import Act
from server.models.push import PushSubscription
from server.notices.push.addresses import is_endpoint
from server.notices.push.keys import from_text
from server.platform.clock import now
from sync.protocol.problems import Problem

MOST = 10  # devices of one person; the one that subscribed first makes room
POINT, AUTH = 65, 16  # bytes of a device's keys


class Wanted(TypedDict):
    """What a browser says when it subscribes, and in which language and where (``desk``) it shows notices."""

    endpoint: str
    p256dh: str
    auth: str
    language: str
    desk: bool


def subscribe(act: Act, device: str, wanted: Wanted, loopback: bool) -> None:
    """Send the caller's notices to their device from now on; ``device``: the digest of its session.

    Raises Problem ``malformed`` for an endpoint that is none, or keys that no browser makes.
    """
    faults = {}
    if not is_endpoint(wanted["endpoint"], loopback):
        faults["endpoint"] = {"rule": "type"}
    if _size(wanted["p256dh"]) != POINT:
        faults["p256dh"] = {"rule": "type"}
    if _size(wanted["auth"]) != AUTH:
        faults["auth"] = {"rule": "type"}
    if faults:
        raise Problem("malformed", {**faults})
    account = act.viewer.account
    # A browser that several people share has one endpoint: a person's earlier session there is not told twice.
    earlier = PushSubscription.person == account, PushSubscription.endpoint == wanted["endpoint"]
    act.session.execute(delete(PushSubscription).where(*earlier, PushSubscription.session != device))
    row = act.session.get(PushSubscription, device)
    if row is None:
        row = PushSubscription(session=device, person=account)
        act.session.add(row)
    row.endpoint, row.p256dh, row.auth = wanted["endpoint"], wanted["p256dh"], wanted["auth"]
    row.language, row.desk, row.at, row.failures = wanted["language"], wanted["desk"], now(), 0
    act.session.flush()
    of_person = select(PushSubscription.session).where(PushSubscription.person == account)
    latest = of_person.order_by(PushSubscription.at.desc(), PushSubscription.session).limit(MOST)
    kept = act.session.scalars(latest).all()
    others = PushSubscription.person == account, PushSubscription.session.not_in(kept)
    act.session.execute(delete(PushSubscription).where(*others))
    act.record("push.begin", ("person", account), None)


def unsubscribe(act: Act, device: str) -> None:
    """Send nothing to the caller's device any more."""
    if row := act.session.get(PushSubscription, device):
        act.session.delete(row)
        act.record("push.end", ("person", act.viewer.account), None)


def is_subscribed(session: Session, device: str) -> bool:
    """Whether notices are sent to a device."""
    return session.get(PushSubscription, device) is not None


def _size(text: str) -> int | None:
    """How many bytes a text in base64url stands for; None for what is none."""
    try:
        return len(from_text(text))
    except ValueError:
        return None
