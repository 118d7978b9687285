"""The second factor: codes of six digits that a phone makes from a shared secret (TOTP, RFC 6238), and ten recovery
codes for the day the phone is lost. Each of them opens once.

Who calls ``matches`` counts the try beforehand, as for a password: a code is one of a million.
"""

import hashlib
from datetime import datetime
from hmac import compare_digest
from typing import NamedTuple

import pyotp
import structlog
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Database

from server.auth.factor_keys import SEALED, FactorKeys
from server.models.second_factor import RecoveryCode, SecondFactor
from server.org.one_time_codes import MISREAD, grouped, random_code
from server.platform.clock import now

ISSUER = "Lan Tỏa"
STEP = 30  # seconds
DRIFT = 1  # steps that a phone's clock may be off, either way
DIGITS = 6
RECOVERY_CODES = 10
RECOVERY_LENGTH = 16  # 27¹⁶ are 76 bits: too many to guess from a plain hash

log = structlog.get_logger()


class Begun(NamedTuple):
    """A secret that somebody is to put into their phone: by hand (``secret``, base32), or from a QR code of ``uri``."""

    secret: str
    uri: str


class Typed(NamedTuple):
    """What somebody typed as a code of their second factor, and the keys that open the secret to check it."""

    code: str
    keys: FactorKeys


def begin(session: Database, account: str, username: str, keys: FactorKeys) -> Begun | None:
    """Draw a secret for somebody, in place of one that they have not confirmed; it counts once ``confirm`` finds a code
    right. None if they have a second factor already.

    ``keys`` encrypt it; raises OSError or ValueError if there is none and none can be made.
    """
    row = session.get(SecondFactor, account, with_for_update=True)
    if row and row.confirmed:
        return None
    secret = pyotp.random_base32()
    sealed = keys.seal(account, secret)
    if row:
        row.secret, row.begun = sealed, now()
    else:
        session.add(SecondFactor(person=account, secret=sealed))
    return Begun(secret, pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER))


def confirm(session: Database, account: str, typed: Typed) -> list[str] | None:
    """Let the secret that was begun count, if ``typed`` is its code now: gives the recovery codes, which are shown here
    only and never again. None if the code is wrong or nothing was begun."""
    row = session.get(SecondFactor, account, with_for_update=True)
    if row is None or row.confirmed or not _is_code_of(row, typed):
        return None
    row.confirmed = now()
    session.execute(delete(RecoveryCode).where(RecoveryCode.person == account))
    drawn = [random_code(RECOVERY_LENGTH) for _ in range(RECOVERY_CODES)]
    session.add_all(RecoveryCode(person=account, digest=_digest(account, code)) for code in drawn)
    return [grouped(code) for code in drawn]


def has_one(session: Database, account: str) -> bool:
    """Whether somebody has a second factor that they have confirmed."""
    row = session.get(SecondFactor, account)
    return row is not None and row.confirmed is not None


def kept(session: Database, account: str) -> tuple[datetime | None, int]:
    """Since when somebody has a second factor, None if they have none; and how many recovery codes are left."""
    row = session.get(SecondFactor, account)
    left = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.person == account)
    return row.confirmed if row else None, session.scalar(left) or 0


def matches(session: Database, account: str, typed: Typed) -> bool:
    """Whether ``typed`` is a code of the phone, or a recovery code; it is used up by that. Spaces and dashes do not
    matter. False for who has no second factor."""
    row = session.get(SecondFactor, account, with_for_update=True)
    if row is None or row.confirmed is None:
        return False
    return _is_code_of(row, typed) or _is_recovery_code(session, account, typed)


def reset(session: Database, account: str) -> bool:
    """Take somebody's second factor away, with the recovery codes; returns whether they had one."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person == account))
    gone = delete(SecondFactor).where(SecondFactor.person == account).returning(SecondFactor.confirmed)
    return any(session.scalars(gone))


def seal_all(session: Database, keys: FactorKeys) -> int:
    """Encrypt the secrets that an earlier release, or a backup of one, has kept as they are; returns how many."""
    plain = select(SecondFactor).where(~SecondFactor.secret.startswith(SEALED)).with_for_update()
    rows = session.scalars(plain).all()
    for row in rows:
        row.secret = keys.seal(row.person, row.secret)
    return len(rows)


def unreadable(session: Database, keys: FactorKeys) -> tuple[int, int]:
    """How many secrets are encrypted, and how many of these no key opens: codes of those phones are not accepted."""
    rows = session.scalars(select(SecondFactor).where(SecondFactor.secret.startswith(SEALED))).all()
    return len(rows), sum(keys.open(row.person, row.secret) is None for row in rows)


def _is_code_of(row: SecondFactor, typed: Typed) -> bool:
    """Whether this is the code of about now; it and all before it are refused from then on."""
    bare = _bare(typed.code)
    if len(bare) != DIGITS or not bare.isascii() or not bare.isdigit():
        return False
    secret = typed.keys.open(row.person, row.secret)
    if secret is None:
        log.error("a second factor cannot be decrypted: see flask doctor", person=row.person)
        return False
    totp, present = pyotp.TOTP(secret), int(now().timestamp()) // STEP
    for step in range(present - DRIFT, present + DRIFT + 1):
        if step > row.step and compare_digest(totp.generate_otp(step), bare):
            row.step = step
            return True
    return False


def _is_recovery_code(session: Database, account: str, typed: Typed) -> bool:
    """Whether this is one of the recovery codes that are left; it is deleted."""
    row = session.get(RecoveryCode, _digest(account, _bare(typed.code).upper().translate(MISREAD)))
    if row is None:
        return False
    session.delete(row)
    return True


def _digest(account: str, code: str) -> str:
    return hashlib.sha256(f"{account}:{code}".encode()).hexdigest()


def _bare(typed: str) -> str:
    return "".join(typed.replace("-", " ").split())
