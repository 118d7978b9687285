"""Draws requests from the description of the API: most of each as the client would send it, some of it hostile."""

import gzip
import json
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, NamedTuple
from urllib.parse import quote_from_bytes

from bench.attacks import hostile
from bench.attacks.hostile_headers import HEADERS
from bench.attacks.mutations import mutation
from bench.attacks.names import Known, Names

METHODS = ("get", "post", "put", "patch", "delete")
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}
PLACES = (b"/", b"/ghi", b"/so", b"/sw.js", b"/assets/x.js", b"/app.webmanifest", b"/api/docs", b"/api/openapi.json")
PLACES += (b"/api/docs/static/docs.css", b"/api", b"/api/", b"//", b"/index.html", b"/.well-known/security.txt")
BUSIEST = "/api/sync"


class Request(NamedTuple):
    """A request as a server hands it on: ``path`` as it stands in the first line, ``query`` without the ``?``.

    ``who``: the name of the account in whose name it is sent, None for nobody.
    """

    method: str
    path: bytes
    query: bytes
    headers: dict[str, str]
    body: bytes
    who: str | None


class Draw:
    """Draws one request after the other, the same ones for the same ``seed``, description and names that are known."""

    def __init__(self, seed: int, description: Mapping[str, Any], known: Known):
        self.random, self.known = Random(seed), known
        self.names = Names(self.random, known)
        self.schemas = description["components"]["schemas"]
        self.calls = [
            (method, path, [*item.get("parameters", []), *call.get("parameters", [])], call.get("requestBody"))
            for path, item in description["paths"].items()
            for method, call in item.items()
            if method in METHODS
        ]
        self.busiest = [call for call in self.calls if call[1] == BUSIEST]

    def requests(self, count: int) -> Iterator[Request]:
        """So many requests; what ``known`` learns meanwhile goes into those that come after."""
        for _ in range(count):
            yield self._request()

    def _request(self) -> Request:
        chance, random = self._chance, self.random
        method, template, parameters, body = random.choice(self.busiest if chance(0.15) else self.calls)
        who = None if chance(0.04) else random.choice(sorted(self.known.headers))
        path, query = template.encode(), []
        headers = {**SAME_ORIGIN, **(self.known.headers[who] if who else {})}
        for one in parameters:
            name = one["name"]
            if one["in"] == "path":
                path = path.replace(b"{%s}" % name.encode(), self._piece(name, one["schema"]))
            elif one["in"] == "query" and chance(0.45):
                query.append(self._escaped(name) + b"=" + self._escaped(self.names.one(name, one["schema"], who)))
            elif one["in"] == "header" and chance(0.9):
                headers[name] = f'"{random.randint(1, 4)}"' if name == "If-Match" else "a.xlsx"
        data = self._body(body, headers, who) if body else b""
        if chance(0.03):
            path = random.choice(
                (*PLACES, path + b"/" + random.choice(hostile.PIECES), b"/" + random.choice(hostile.PIECES))
            )
        if chance(0.03):
            query.append(
                random.choice(
                    (b"%ff=1", b"a=%00", b"=", b"&&", b"a", b"%", b"a=" + b"1" * 9000, b"q=%ed%a0%80", b"a=1&" * 70)
                )
            )
        for _ in range(random.choice((0, 0, 0, 0, 1, 2))):
            name = random.choice(sorted(HEADERS))
            headers[name] = random.choice(HEADERS[name])
        verb = random.choice(hostile.METHODS) if chance(0.03) else method.upper()
        return Request(verb, path, b"&".join(query), headers, data, who)

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _piece(self, name: str, schema: Mapping[str, Any]) -> bytes:
        if self._chance(0.06):
            return self.random.choice(hostile.PIECES)
        if schema.get("type") == "integer":
            return self._escaped(self.random.choice((*hostile.NUMBERS, *"1234567890")))
        return self._escaped(self.names.one(name, {}, None, 0.12), safe="")

    def _escaped(self, text: str, safe: str = ",:") -> bytes:
        return quote_from_bytes(text.encode(errors="surrogatepass"), safe).encode()

    def _body(self, description: Mapping[str, Any], headers: dict[str, str], who: str | None) -> bytes:
        chance, random = self._chance, self.random
        kind, content = random.choice(sorted(description["content"].items()))
        headers["Content-Type"] = kind
        if chance(0.06) or kind != "application/json":
            return random.choice(hostile.BODIES)
        value = self._value("", content["schema"], who)
        if isinstance(value, dict) and "mutations" in value and chance(0.9):
            value |= {
                "protocol": 1,
                "nonce": "n",
                "mutations": [mutation(self.names) for _ in range(random.randint(0, 4))],
            }
        raw = json.dumps(value, separators=(",", ":")).encode()
        if chance(0.04):
            spots = [spot for spot, byte in enumerate(raw) if byte in b":,["] or [0]
            spot = random.choice(spots) + 1
            raw = raw[:spot] + random.choice(hostile.RAW_JSON) + raw[spot:]
        if chance(0.03):
            headers["Content-Encoding"] = "gzip"
            raw = gzip.compress(raw, 1)[: random.choice((None, None, -3))]
        return raw

    def _value(self, name: str, schema: Mapping[str, Any], who: str | None, deep: int = 6) -> Any:
        """A value of JSON for a schema of the description, now and then another."""
        chance, random = self._chance, self.random
        if chance(0.03):
            return random.choice(hostile.ANY_VALUE)
        if reference := schema.get("$ref"):
            return self._value(name, self.schemas[reference.rsplit("/", 1)[-1]], who, deep - 1)
        if options := schema.get("anyOf"):
            return self._value(name, random.choice(options), who, deep - 1)
        kinds = schema.get("type", "string")
        kind = random.choice(kinds) if isinstance(kinds, list) else kinds
        if kind == "object" and deep > 0:
            needed, members = schema.get("required", ()), schema.get("properties", {})
            found = {
                key: self._value(key, part, who, deep - 1)
                for key, part in members.items()
                if chance(0.97 if key in needed else 0.5)
            }
            if not members or chance(0.02):
                found |= {self.names.one("unit", {}, who): self._value("", {"type": "string"}, who, 0)}
            return found
        if kind == "array" and deep > 0:
            return [self._value(name, schema.get("items", {}), who, deep - 1) for _ in range(random.randint(1, 3))]
        if kind in ("integer", "number"):
            return random.choice((0, 1, 2, random.choice(hostile.ANY_VALUE)))
        if kind == "boolean":
            return chance(0.5)
        return None if kind == "null" else self.names.one(name, schema, who)
