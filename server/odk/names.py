"""What the parts of a register are called in ODK Central's shape."""

import hashlib
import re

from sync.protocol.ids import is_uuid
from sync.registers import Register

PROJECT = 1
"""The number of the one project: the department."""
OURS, META = "lantoa", "meta"
"""The groups for what is known of a record besides its answers, as ODK's forms have a group ``meta``."""
SUBMISSIONS = "Submissions"
_INSTANCE = re.compile(r"(?:uuid:)?([0-9a-f-]{36})\Z", re.IGNORECASE)


def group(register: Register, name: str) -> str:
    """The name of a group besides the answers, which no field of the register has."""
    while name in register.fields:
        name += "_"
    return name


def identifier(name: str) -> str:
    """A name as OData has it: letters, digits and underscores, and no digit first; as Central does it."""
    return re.sub(r"[^A-Za-z0-9_]+", "_", re.sub(r"^([^A-Za-z_])", r"_\1", name))


def instance_id(record: str) -> str:
    """A record's id as an instance id of ODK."""
    return f"uuid:{record}"


def record_of(instance: str) -> str | None:
    """The id of the record with this instance id; None if it can be none."""
    found = _INSTANCE.match(instance)
    return found[1].lower() if found and is_uuid(found[1].lower()) else None


def submitter_id(account: str) -> int:
    """An account as the number that tools for Central want: its last 48 bits, which are random."""
    return int(account.replace("-", "")[-12:], 16)


def account_ending(number: str) -> str | None:
    """The last 12 digits of the account with this number, to be looked for; None if it can be none."""
    return f"{int(number):012x}" if number.isascii() and number.isdigit() and len(number) < 16 else None


def device_id(device: str | None, session: str | None) -> str | None:
    """The id of a phone as others may see it; None if it is not known.

    It is not the one that it gave itself: whoever knows that one is taken for a known phone when passwords are counted.
    ``session``: the first digits of its session's digest, where it gave none.
    """
    known = device or session
    return f"lantoa:{hashlib.sha256(f'odk {known}'.encode()).hexdigest()[:16]}" if known else None


def row_id(instance: str, name: str, at: int) -> str:
    """The id of a row of a repeat, made as Central makes it; ``at``: its place, from 0."""
    return hashlib.sha1(f"Submissions#{instance}%%{name}#{at}".encode(), usedforsecurity=False).hexdigest()
