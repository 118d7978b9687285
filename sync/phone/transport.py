"""How a body reaches a server: any callable ``(body) -> (status, headers, bytes)``; this one speaks HTTP."""

import gzip
import http.client
import json
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Iterable, Mapping
from http.cookies import SimpleCookie
from typing import Any

from sync.phone.batch import for_the_way

Answered = tuple[int, Mapping[str, str], bytes]
Transport = Callable[[dict[str, Any]], Answered]
MOST = 16 * 1024 * 1024  # bytes of an answer


class HttpTransport:
    """One account's way to one server. ``cookie`` is its own ``name=value``; ``timeout`` is in seconds."""

    def __init__(
        self, base_url: str, account: str, cookie: str, timeout: float = 30.0, session: dict[str, Any] | None = None
    ):
        self.base_url, self.account, self.cookie, self.timeout = base_url.rstrip("/"), account, cookie, timeout
        self.session = session or {}

    @property
    def scopes(self) -> tuple[str, ...]:
        """The account's own scopes: the units in its roles."""
        return tuple(sorted({role["unit"] for role in self.session.get("roles", ())}))

    def __call__(self, body: dict[str, Any]) -> Answered:
        """POST ``/api/sync``. Raises TimeoutError, or ConnectionError when nobody answered whole."""
        return self.send("POST", "/api/sync", body)

    def send(self, method: str, path: str, body: dict[str, Any] | None = None) -> Answered:
        """Any request of this account; raises as ``__call__`` does."""
        headers = {"X-Account": self.account, "Cookie": self.cookie}
        return _send(method, self.base_url + path, headers, body, self.timeout)


def sign_in(
    base_url: str, username: str, password: str, device: dict[str, str] | None = None, timeout: float = 30.0
) -> HttpTransport:
    """A transport of its own for ``username``. Raises PermissionError with the server's words when it says no."""
    body = {"username": username, "password": password, "device": device or {}}
    status, headers, raw = _send("POST", base_url.rstrip("/") + "/api/session", {}, body, timeout)
    if status != 200:
        raise PermissionError(raw.decode(errors="replace"))
    cookie = "; ".join(f"{name}={held.coded_value}" for name, held in SimpleCookie(headers["set-cookie"]).items())
    session = json.loads(raw)
    return HttpTransport(base_url, session["account"], cookie, timeout, session)


def _send(method: str, url: str, headers: dict[str, str], body: dict[str, Any] | None, timeout: float) -> Answered:
    headers = {**headers, "Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}
    data = None
    if body is not None:
        data, described = for_the_way(body)
        headers |= described
    asked = urllib.request.Request(url, data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(asked, timeout=timeout) as got:
            return got.status, _lower(got.headers.items()), _read(got)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, _lower(refusal.headers.items()), _read(refusal)
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise error.reason from error
        raise ConnectionError(str(error.reason)) from error
    except (http.client.HTTPException, zlib.error, EOFError) as error:
        raise ConnectionError(str(error)) from error


def _lower(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers}


def _read(got: Any) -> bytes:
    raw = got.read(MOST)
    return gzip.decompress(raw) if got.headers.get("Content-Encoding") == "gzip" else raw
