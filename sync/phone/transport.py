"""Ways in which a phone's request reaches a server; ``HttpTransport`` is the one over HTTP."""

import gzip
import http.client
import json
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Iterable, Mapping
from http.cookies import SimpleCookie
from typing import cast

from sync.phone.batch import as_sent
from sync.protocol.exchange import ExchangeRequest
from sync.protocol.session import SessionAnswer

Reply = tuple[int, Mapping[str, str], bytes]
"""What came back from a server: HTTP status, headers, body."""
Transport = Callable[[ExchangeRequest], Reply]
"""A function that sends a body to ``POST /api/sync``. It raises TimeoutError, or another OSError if the request or its
answer got lost."""

PACKINGS: Mapping[str, Callable[[bytes], bytes]] = {"gzip": gzip.decompress}
"""How an answer may be packed: the name of its encoding → a function that unpacks it."""
MOST = 16 * 1024 * 1024  # bytes of an answer that are read


class HttpTransport:
    """One account's connection to one server over HTTP.

    ``cookie``: ``name=value`` of its session; ``timeout``: seconds; ``session``: the answer to the sign-in, if there
    was one; ``packings``: how its answers may be packed, the best first.
    """

    def __init__(
        self,
        base_url: str,
        account: str,
        cookie: str,
        timeout: float = 30.0,
        session: SessionAnswer | None = None,
        packings: Mapping[str, Callable[[bytes], bytes]] = PACKINGS,
    ):
        self.base_url, self.account, self.cookie, self.timeout = base_url.rstrip("/"), account, cookie, timeout
        self.session, self.packings = session, packings

    @property
    def scopes(self) -> tuple[str, ...]:
        """The account's own scopes: the ids of the units in its roles, sorted; empty without ``session``."""
        return tuple(sorted({role["unit"] for role in self.session["roles"]})) if self.session else ()

    def __call__(self, body: ExchangeRequest) -> Reply:
        """POST ``body`` to ``/api/sync``. Raises TimeoutError, or ConnectionError if no whole answer came."""
        return self.send("POST", "/api/sync", body)

    def send(self, method: str, path: str, body: Mapping[str, object] | None = None) -> Reply:
        """Send any request as this account, with ``body`` as JSON.

        Raises TimeoutError, or ConnectionError if no whole answer came.
        """
        headers = {"X-Account": self.account, "Cookie": self.cookie}
        return _send(method, self.base_url + path, headers, body, self.timeout, self.packings)


def sign_in(
    base_url: str, username: str, password: str, device: dict[str, str] | None = None, timeout: float = 30.0
) -> HttpTransport:
    """Sign in with a password; returns a transport for that account with a session of its own.

    Raises PermissionError, with the body of the server's refusal, if the status is not 200.
    """
    body = {"username": username, "password": password, "device": device or {}}
    status, headers, raw = _send("POST", base_url.rstrip("/") + "/api/session", {}, body, timeout)
    if status != 200:
        raise PermissionError(raw.decode(errors="replace"))
    cookie = "; ".join(f"{name}={held.coded_value}" for name, held in SimpleCookie(headers["set-cookie"]).items())
    session = cast(SessionAnswer, json.loads(raw))
    return HttpTransport(base_url, session["account"], cookie, timeout, session)


def _send(
    method: str,
    url: str,
    headers: dict[str, str],
    body: Mapping[str, object] | None,
    timeout: float,
    packings: Mapping[str, Callable[[bytes], bytes]] = PACKINGS,
) -> Reply:
    headers = {**headers, "Accept-Encoding": ", ".join(packings), "Sec-Fetch-Site": "same-origin"}
    data = None
    if body is not None:
        data, described = as_sent(body)
        headers |= described
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            return response.status, _lower(response.headers.items()), _read(response, packings)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, _lower(refusal.headers.items()), _read(refusal, packings)
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise error.reason from error
        raise ConnectionError(str(error.reason)) from error
    except (http.client.HTTPException, zlib.error, EOFError) as error:
        raise ConnectionError(str(error)) from error


def _lower(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers}


def _read(
    response: http.client.HTTPResponse | urllib.error.HTTPError, packings: Mapping[str, Callable[[bytes], bytes]]
) -> bytes:
    raw = response.read(MOST)
    unpack = packings.get(response.headers.get("Content-Encoding", ""))
    return unpack(raw) if unpack else raw
