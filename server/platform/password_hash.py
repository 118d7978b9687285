"""Argon2 hashes of passwords and one-time codes, which the database keeps in place of these."""

import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# 19 MiB, t=2, p=1: what OWASP asks for at least, and 30 ms on a small server.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def prepared(password: str) -> str:
    """A password in the form that is hashed (PRECIS OpaqueString, RFC 8265): every kind of space as the plain one, and
    in Unicode's NFC, so that it does not matter how a keyboard composes letters. Case and all else stay."""
    spaced = "".join(" " if unicodedata.category(one) == "Zs" else one for one in password)
    return unicodedata.normalize("NFC", spaced)


def hash_password(password: str) -> str:
    """The argon2id hash of a password or code, as text that holds its salt and parameters too."""
    return _HASHER.hash(prepared(password))


@lru_cache(maxsize=1)
def _nobody() -> str:
    return hash_password("no account has this")


def password_matches(hashed: str | None, password: str) -> bool:
    """Whether ``hashed`` is the hash of ``password``. If it is None, the answer is no, after as much time as for a
    hash, so that time does not show which accounts exist."""
    # The first release hashed what the keyboard sent.
    forms = [prepared(password), password, *(unicodedata.normalize(form, password) for form in ("NFC", "NFD"))]
    matches = any(_verified(hashed or _nobody(), form) for form in dict.fromkeys(forms))
    return matches and hashed is not None


def _verified(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
