"""Reading a request's query: its bytes must be text, whatever is made of it later."""

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


def query(name: str, description: str, **schema: object) -> dict[str, object]:
    """How the API's description tells of a parameter."""
    return {"in": "query", "name": name, "description": description, "schema": {"type": "string", **schema}}
