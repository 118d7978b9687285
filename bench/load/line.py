"""A phone's connection to a server, kept open from one request to the next as browsers do, and what went over it."""

import http.client
from collections.abc import Mapping
from urllib.parse import urlsplit

from bench.load.packings import ACCEPTED, unpacked
from bench.load.world import Account
from sync.phone.batch import as_sent
from sync.phone.transport import Reply
from sync.protocol.exchange import ExchangeRequest

PATIENCE = 900  # seconds for one answer


class Line:
    """Posts to the server at ``url``, and carries a phone's requests if it is the ``account``'s.

    ``bodies``: the bytes of each request's body and of its answer's, as they were sent.
    """

    def __init__(self, url: str, account: Account | None = None):
        self.account = account.id if account else ""
        self.bodies: list[tuple[int, int]] = []
        self._headers = {"Accept-Encoding": ACCEPTED}
        if account:
            named = {"X-Account": account.id, "Cookie": account.cookie, "Sec-Fetch-Site": "same-origin"}
            self._headers |= named
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)

    def __call__(self, body: ExchangeRequest) -> Reply:
        """Send a phone's request, as ``sync.phone.transport.HttpTransport`` does."""
        return self.post("/api/sync", *as_sent(body))

    def post(self, path: str, data: bytes, described: Mapping[str, str]) -> Reply:
        """Post ``data`` with the headers that describe it; returns status, headers and the unpacked body."""
        self._connection.request("POST", path, data, {**self._headers, **described})
        answer = self._connection.getresponse()
        raw = answer.read()
        self.bodies.append((len(data), len(raw)))
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, headers, unpacked(raw, headers.get("content-encoding"))

    def close(self) -> None:
        """End the connection."""
        self._connection.close()
