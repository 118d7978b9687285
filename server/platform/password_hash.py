"""Argon2 hashes of passwords and one-time codes, which the database keeps in place of these."""

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# 19 MiB, t=2, p=1: what OWASP asks for at least, and 30 ms on a small server.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """The argon2id hash of a password or code, as text that holds its salt and parameters too."""
    return _HASHER.hash(password)


@lru_cache(maxsize=1)
def _nobody() -> str:
    return hash_password("no account has this")


def password_matches(hashed: str | None, password: str) -> bool:
    """Whether ``hashed`` is the hash of ``password``. If it is None, the answer is no, after as much time as for a
    hash, so that time does not show which accounts exist."""
    try:
        matches = _HASHER.verify(hashed or _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return matches and hashed is not None
