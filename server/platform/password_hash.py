"""Argon2 hashes of passwords and one-time codes, which the database keeps in place of these.

A hash costs much time and memory on purpose: compute none while a transaction is open. A process computes only a few
at once.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sync.protocol.problems import Problem

# 19 MiB, t=2, p=1: what OWASP asks for at least, and 30 ms on a small server.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Of a random text that nobody knows: made here once, so that the first look for an account that is not there costs no
# more than the others.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$+SMsXAJ56iE3mExr3AV2Ww$NrA4JS0UCWJGOfSrIiefP1N/kq2r1KqHT0xttKmZba0"

AT_ONCE = 2  # passwords that a process hashes at once
WAITING = 4  # more that may wait for that; who comes beyond is refused, so that other requests find a thread
PATIENCE = 5  # seconds that one waits at most
RETRY_AFTER = 2  # seconds, for who is refused
_places, _turns = BoundedSemaphore(AT_ONCE + WAITING), BoundedSemaphore(AT_ONCE)


def prepared(password: str) -> str:
    """A password in the form that is hashed (PRECIS OpaqueString, RFC 8265): every kind of space as the plain one, and
    in Unicode's NFC, so that it does not matter how a keyboard composes letters. Case and all else stay."""
    spaced = "".join(" " if unicodedata.category(one) == "Zs" else one for one in password)
    return unicodedata.normalize("NFC", spaced)


def hash_password(password: str) -> str:
    """The argon2id hash of a password or code, as text that holds its salt and parameters too. Problem ``slow_down`` if
    too many are being hashed."""
    with _turn():
        return _HASHER.hash(prepared(password))


def password_matches(hashed: str | None, password: str) -> bool:
    """Whether ``hashed`` is the hash of ``password``. If it is None, the answer is no, after as much time as for a
    hash, so that time does not show which accounts exist. Problem ``slow_down`` if too many are being hashed."""
    # The first release hashed what the keyboard sent.
    forms = [prepared(password), password, *(unicodedata.normalize(form, password) for form in ("NFC", "NFD"))]
    with _turn():
        matches = any(_verified(hashed or _NOBODY, form) for form in dict.fromkeys(forms))
    return matches and hashed is not None


@contextmanager
def _turn() -> Iterator[None]:
    """Wait until few enough others are hashing."""
    if not _places.acquire(blocking=False):
        raise Problem("slow_down", retry_after=RETRY_AFTER)
    try:
        if not _turns.acquire(timeout=PATIENCE):
            raise Problem("slow_down", retry_after=RETRY_AFTER)
        try:
            yield
        finally:
            _turns.release()
    finally:
        _places.release()


def _verified(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
