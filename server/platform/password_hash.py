"""Hashes of passwords and one-time codes, by argon2: what the database keeps in place of them."""

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# 19 MiB, t=2, p=1: what OWASP asks for at least, and 30 ms on a small server.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """The argon2id hash to keep of a password or code; its salt and parameters are in it."""
    return _HASHER.hash(password)


@lru_cache(maxsize=1)
def _nobody() -> str:
    return hash_password("no account has this")


def password_matches(hashed: str | None, password: str) -> bool:
    """Whether ``password`` made the hash; without a hash the answer takes as long, and is no."""
    try:
        matches = _HASHER.verify(hashed or _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return matches and hashed is not None
