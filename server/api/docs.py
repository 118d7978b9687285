"""The page at /api/docs that describes the API for people, made from /api/openapi.json and the table of refusals."""

from collections.abc import Mapping
from typing import Any

import orjson
from flask import Blueprint, Response, current_app, make_response, render_template

from server.platform.security_headers import SHUT, TRUSTED
from sync.protocol.problems import KINDS

blueprint = Blueprint(
    "docs",
    __name__,
    url_prefix="/api/docs",
    template_folder="templates",
    static_folder="static",
    static_url_path="/static",
)

METHODS = ("get", "post", "put", "patch", "delete")
Description = Mapping[str, Any]
"""A part of the API's description, in the shape that OpenAPI 3.1 defines."""

POLICY = f"{SHUT}; {TRUSTED}; trusted-types 'none'; style-src 'self'; img-src 'self'"
DEEPEST = 3  # levels of nested schemas that an example shows


@blueprint.get("")
def page() -> Response:
    """The page that lists every address with its parameters, body and responses, and every refusal code."""
    spec = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    schemas = spec.get("components", {}).get("schemas", {})
    content = render_template("docs.html", info=spec["info"], calls=list(calls(spec, schemas)), kinds=KINDS)
    response = make_response(content)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-cache"
    return response


def calls(spec: Description, schemas: Description) -> list[dict[str, object]]:
    """An entry for each method and address: ``{"method", "path", "summary", "parameters", "body", "answers"}``.

    ``spec``: the API's whole description; ``schemas``: the name of a schema → the schema, for references. ``body`` is
    an example of the request's JSON, or ``""``; ``answers`` has one entry for each status.
    """
    return [
        {
            "method": method.upper(),
            "path": path,
            "summary": call.get("summary", ""),
            "parameters": [*item.get("parameters", []), *call.get("parameters", [])],
            "body": _example(call.get("requestBody", {}), schemas),
            "answers": [
                _answer(status, response, schemas) for status, response in sorted(call.get("responses", {}).items())
            ],
        }
        for path, item in spec["paths"].items()
        for method, call in item.items()
        if method in METHODS
    ]


def _answer(status: str, response: Description, schemas: Description) -> dict[str, str]:
    return {"status": status, "says": response.get("description", ""), "body": _example(response, schemas)}


def _example(message: Description, schemas: Description) -> str:
    """An example of a body: indented JSON with the name of a type as each value; ``""`` if ``message`` has no body."""
    schema = message.get("content", {}).get("application/json", {}).get("schema")
    if not schema:
        return ""
    return orjson.dumps(_sketch(schema, schemas, DEEPEST), option=orjson.OPT_INDENT_2).decode()


def _sketch(schema: Description, schemas: Description, deep: int) -> object:
    """An example of a value that fits a schema, with the name of a type for each plain value.

    ``deep``: how many more levels of nested schemas are written out; below them lists and objects are empty.
    """
    if reference := schema.get("$ref"):
        return _sketch(schemas.get(reference.rsplit("/", 1)[-1], {}), schemas, deep)
    kind = schema.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "array":
        return [_sketch(schema.get("items", {}), schemas, deep - 1)] if deep > 0 else []
    if "properties" in schema:
        members = schema["properties"].items() if deep > 0 else ()
        return {name: _sketch(member, schemas, deep - 1) for name, member in members}
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    return {} if kind == "object" else schema.get("format") or kind or "any"
