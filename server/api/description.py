"""Completes the description of the API: names of operations, ways to sign in, and what comes where a view says nothing.

Clients are generated from it, so each operation has a name of its own, and each answer a type.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from apispec import APISpec
from flask import Flask

from server.api.description_examples import EXAMPLES
from server.api.schemas import CentralProblemSchema

Operation = dict[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")
FILES = {
    "/file": "application/octet-stream",
    "/template": "application/octet-stream",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".toml": "application/toml",
    ".csv": "text/csv",
    ".zip": "application/zip",
    "/photos/{sha256}": "image/webp",
    "/photos/{key}": "image/webp",
    "/attachments/{name}": "image/webp",
    "/{size}.webp": "image/webp",
    "/preview": "text/html",
    "/booklet": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "/years/{whose}": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "/$metadata": "application/xml",
    ".xml": "application/xml",
    ".schema.json": "application/schema+json",
}
"""How an address that gives a file ends → the file's media type."""
BINARY = {"type": "string", "format": "binary"}
ANYTHING = {"type": "object", "additionalProperties": True}
PROBLEM = "application/problem+json"
CENTRAL_ERROR = "CENTRAL_ERROR"
SCHEMES = {
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "lantoa_<account>",
        "description": "The app's own: the cookie that signing in sets; its name ends with the account.",
    },
    "account": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Account",
        "description": "With the cookie: whose of those that the browser holds.",
    },
    "token": {"type": "http", "scheme": "bearer", "description": "An access token, made at the desk: it reads."},
    "password": {"type": "http", "scheme": "basic", "description": "The token as password, with any name."},
}
BY_SESSION: list[dict[str, list[str]]] = [{"session": [], "account": []}]
BY_TOKEN: list[dict[str, list[str]]] = [{"token": []}, {"password": []}, *BY_SESSION]
_PART = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")


def complete(app: Flask, spec: APISpec) -> None:
    """Complete the description of an application whose views are all there."""
    for name, scheme in SCHEMES.items():
        spec.components.security_scheme(name, scheme)
    spec.options["servers"] = [{"url": "/", "description": "The server that this description comes from"}]
    spec.options["security"] = BY_SESSION
    problems = spec.components.responses["DEFAULT_ERROR"]
    problems["content"] = {PROBLEM: next(iter(problems["content"].values()))}
    central = {"schema": CentralProblemSchema}
    spec.components.response(CENTRAL_ERROR, {"description": "A refusal", "content": {"application/json": central}})
    for endpoint, path, operation in _operations(app, spec):
        if path.startswith("/v1/"):
            operation["responses"]["default"] = {"$ref": f"#/components/responses/{CENTRAL_ERROR}"}
        name = endpoint.replace(".", "_").rstrip("_")
        operation["operationId"] = name
        if getattr(app.view_functions[endpoint], "open_to_tokens", False):
            operation["security"] = deepcopy(BY_TOKEN)
        for status, response in operation.get("responses", {}).items():
            _complete_answer(path, str(status), response, EXAMPLES.get(name, {}))
        if "request" in EXAMPLES.get(name, {}):
            operation["requestBody"]["content"]["application/json"]["example"] = EXAMPLES[name]["request"]


def _operations(app: Flask, spec: APISpec) -> Iterator[tuple[str, str, Operation]]:
    """Each operation that is described, with its view's name and its address."""
    paths: Mapping[str, Operation] = spec._paths
    for rule in app.url_map.iter_rules():
        path = _PART.sub(r"{\1}", rule.rule)
        for method in METHODS:
            if method.upper() in (rule.methods or ()) and method in paths.get(path, {}):
                yield rule.endpoint, path, paths[path][method]


def _complete_answer(path: str, status: str, response: Operation, example: Mapping[str, object]) -> None:
    """Give an answer of success a type, and its example, if there is one."""
    if not status.startswith("2") or status == "204" or "$ref" in response:
        return
    found = [type_ for ending, type_ in FILES.items() if path.endswith(ending)]
    if found:
        response["content"] = {found[0]: {"schema": deepcopy(ANYTHING) if found[0].endswith("json") else BINARY}}
        return
    content = response.setdefault("content", {}).setdefault("application/json", {})
    content.setdefault("schema", deepcopy(ANYTHING))
    if "response" in example:
        content["example"] = example["response"]
