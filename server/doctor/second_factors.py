"""The key that second factors are encrypted with: without it no code of a phone is accepted."""

import os
import stat
from collections.abc import Mapping

from sqlalchemy.orm import Session

from server.auth.factor_keys import FactorKeys
from server.auth.second_factor import unreadable
from server.doctor.finding import FAULT, OK, WARNING, Finding
from server.doctor.folders import nearest

PUT_BACK = (
    "Put back the copy of the file that LANTOA_FACTOR_KEY names, or add the former key to it as one more line. Without "
    "it people sign in with a recovery code and set up a new one, or: flask person NAME --reset-second-factor."
)


def check_second_factors(session: Session, config: Mapping[str, object]) -> Finding:
    """Whether the secrets that are kept can be decrypted, and the key is closed to others; ``config``: the settings,
    by key."""
    keys = FactorKeys(str(config["FACTOR_KEY"]))
    sealed, lost = unreadable(session, keys)
    there = keys.path.is_file()
    if lost:
        why = "does not open" if there else "is missing: it opened"
        found = f"The key in {keys.path} {why} {lost} of {sealed} second factors, whose codes are refused."
        return Finding("second_factors", FAULT, found, PUT_BACK)
    if there and stat.S_IMODE(keys.path.stat().st_mode) & 0o077:
        return Finding("second_factors", FAULT, f"Others can read the key in {keys.path}.", f"chmod 600 {keys.path}")
    if not there:
        found = f"Nobody has a second factor; the first one makes the key {keys.path}."
        folder = nearest(keys.path.parent)
        if os.access(folder, os.W_OK):
            return Finding("second_factors", OK, found)
        todo = "Set LANTOA_FACTOR_KEY to a file that the service may make."
        return Finding(
            "second_factors", WARNING, f"No second factor can be set up: {folder} cannot be written to.", todo
        )
    return Finding("second_factors", OK, f"{sealed} are encrypted. Keep a copy of {keys.path} apart from the backups.")
