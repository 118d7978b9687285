"""The key by which notices reach devices: without it nobody's is sent any."""

import os
import stat
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.doctor.finding import FAULT, OK, WARNING, Finding
from server.doctor.folders import nearest
from server.models.push import PushSubscription
from server.notices.push.keys import PushKeys

PUT_BACK = "Put back the copy of the file that LANTOA_PUSH_KEY names; else everybody has to switch notices on anew."


def check_push(session: Session, config: Mapping[str, object]) -> Finding:
    """Whether the key is there for those who want notices, and closed to others; ``config``: the settings, by key."""
    keys = PushKeys(str(config["PUSH_KEY"]))
    devices = session.scalar(select(func.count()).select_from(PushSubscription)) or 0
    failing = session.scalar(select(func.count()).where(PushSubscription.failures > 2)) or 0
    if keys.path.is_file():
        if stat.S_IMODE(keys.path.stat().st_mode) & 0o077:
            return Finding("push", FAULT, f"Others can read the key in {keys.path}.", f"chmod 600 {keys.path}")
        if not keys.file.lines():
            return Finding("push", FAULT, f"{keys.path} holds no key.", PUT_BACK)
        if devices and failing * 2 > devices:
            todo = "Let this machine reach the internet by HTTPS: makers of browsers take the notices."
            return Finding("push", WARNING, f"{failing} of {devices} devices cannot be reached.", todo)
        return Finding("push", OK, f"{devices} devices get notices.")
    if devices:
        return Finding("push", FAULT, f"The key {keys.path} of {devices} devices is missing.", PUT_BACK)
    if os.access(nearest(keys.path.parent), os.W_OK):
        return Finding("push", OK, f"Nobody gets notices on a device; flask init makes the key {keys.path}.")
    todo = "Set LANTOA_PUSH_KEY to a file that the service may make."
    return Finding("push", WARNING, f"No key can be made: {nearest(keys.path.parent)} cannot be written to.", todo)
