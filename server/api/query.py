"""Reading the query of a request's address, and naming its parameters in the API's description."""

from urllib.parse import parse_qsl

from flask import request

from sync.protocol.problems import Problem

MOST = 60  # parameters in one query


def parameters() -> dict[str, list[str]]:
    """The parameters of the request's address: name → its values, in the order in which they came.

    Raises Problem ``malformed`` if the query is not UTF-8 or has more than 60 parameters.
    """
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
    """An entry for a query parameter in the API's description, as OpenAPI has it.

    ``schema``: what is known of its value besides that it is a string, such as ``format`` or ``enum``.
    """
    return {"in": "query", "name": name, "description": description, "schema": {"type": "string", **schema}}
