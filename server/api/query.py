"""Reading the query of a request's address, and naming its parameters in the API's description."""

from urllib.parse import parse_qsl

from flask import request

from sync.protocol.problems import Problem

MOST = 60  # parameters


def parameters() -> dict[str, list[str]]:
    """Name → values, in the order they came. Problem ``malformed`` if the query is not UTF-8 or has too many parts."""
    try:
        text = request.query_string.decode("utf-8")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST)
    except ValueError:
        raise Problem("malformed") from None
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def query_parameter(name: str, description: str, **schema: object) -> dict[str, object]:
    """How the API's description names a parameter; ``schema``: what is known of its value, such as a format."""
    return {"in": "query", "name": name, "description": description, "schema": {"type": "string", **schema}}
