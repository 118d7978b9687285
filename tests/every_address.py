"""Every address that wants to know who calls, whatever the method: those of today's routes and of all to come."""

import re
from collections.abc import Collection, Iterator

from flask import Flask
from flask.testing import FlaskClient

from sync.protocol.problems import Problem
from tests.village import SAME_ORIGIN


def refused_otherwise(app: Flask, client: FlaskClient, account: str, code: str, but: Collection[str]) -> Iterator[str]:
    """The addresses at which a signed-in client is not refused with this code; those of the blueprints ``but`` are left
    out."""
    headers = SAME_ORIGIN | {"X-Account": account}
    stranger = app.test_client()
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] in but:
            continue
        address = re.sub(r"<[^>]*>", "1", rule.rule)
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            request = {"method": method, "json": None if method == "GET" else {}, "buffered": True}
            if stranger.open(address, headers=SAME_ORIGIN, **request).status_code != 401:
                continue  # open to everybody
            answer = client.open(address, headers=headers, **request)
            # Central's codes know nothing of it: its words do.
            central = address.startswith("/v1/")
            expected = Problem(code).detail("en") if central else code
            if (answer.status_code, answer.json["message" if central else "code"]) != (403, expected):
                yield f"{method} {address}: {answer.status_code}"
