"""A code of a second factor as a request brings it, with the keys of the setting FACTOR_KEY to check it."""

from flask import current_app

from server.auth.factor_keys import FactorKeys
from server.auth.second_factor import Typed


def factor_keys() -> FactorKeys:
    """The keys of the application that answers."""
    return FactorKeys(current_app.config["FACTOR_KEY"])


def typed(code: str) -> Typed:
    """A code as it was typed, to be checked by the application that answers."""
    return Typed(code, factor_keys())
