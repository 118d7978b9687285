"""Who gets what from the addresses of tokens, as ``scope_table`` has it for others."""

from tests.access.scope_table import NOT_THERE, ROLES, SIGNED_IN

OWN = "/api/session/tokens"
MAKES = dict.fromkeys(ROLES, 422) | {"nobody": 401, "teacher": 403, "admin": 403}

TOKENS = {
    (OWN, "GET"): (OWN, SIGNED_IN, None),
    (OWN, "POST"): (OWN, MAKES, None),
    (f"{OWN}/<token>", "DELETE"): (f"{OWN}/none", NOT_THERE, None),
}
