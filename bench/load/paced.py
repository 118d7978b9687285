"""A phone's connection at the pace of its network: each request is a connection of its own, as after a weekend."""

import http.client
import ssl
import threading
from dataclasses import dataclass
from urllib.parse import urlsplit

from bench.load.packings import ACCEPTED, unpacked
from sync.phone.batch import as_sent
from sync.phone.transport import HttpTransport, Reply
from sync.protocol.exchange import ExchangeRequest

PIECE = 1_024  # bytes that a slow network takes or gives at a time
PATIENCE = 120.0  # seconds


@dataclass(frozen=True, slots=True)
class Pace:
    """Bytes a second, and seconds from one end to the other."""

    rate: float
    delay: float

    def wait(self, size: int, delay: float = 0.0) -> None:
        """Wait as long as so many bytes take, and a delay."""
        threading.Event().wait(delay + size / self.rate)


SECOND_GENERATION = Pace(rate=6_000, delay=0.3)


class Paced(HttpTransport):
    """An account's connection to the server at ``base_url``; without a pace as fast as this machine."""

    def __init__(self, base_url: str, account: str, cookie: str, pace: Pace | None):
        super().__init__(base_url, account, cookie, PATIENCE)
        self.pace = pace

    def __call__(self, body: ExchangeRequest) -> Reply:
        data, described = as_sent(body)
        own = {"X-Account": self.account, "Cookie": self.cookie, "Accept-Encoding": ACCEPTED}
        own |= {"Sec-Fetch-Site": "same-origin", "Content-Length": str(len(data))}
        connection = self._connect()
        try:
            connection.putrequest("POST", "/api/sync", skip_accept_encoding=True)
            for name, value in (own | described).items():
                connection.putheader(name, value)
            connection.endheaders()
            self._send(connection, data)
            answer = connection.getresponse()
            raw = self._receive(answer)
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from error
        finally:
            connection.close()
        whole = unpacked(raw, answer.headers.get("Content-Encoding"))
        return answer.status, {name.lower(): value for name, value in answer.headers.items()}, whole

    def _connect(self) -> http.client.HTTPConnection:
        where = urlsplit(self.base_url)
        if where.scheme == "https":
            trusted = ssl.create_default_context()
            return http.client.HTTPSConnection(str(where.hostname), where.port, timeout=PATIENCE, context=trusted)
        return http.client.HTTPConnection(str(where.hostname), where.port, timeout=PATIENCE)

    def _send(self, connection: http.client.HTTPConnection, data: bytes) -> None:
        if not self.pace:
            return connection.send(data)
        self.pace.wait(0, self.pace.delay)
        for at in range(0, len(data), PIECE):
            connection.send(data[at : at + PIECE])
            self.pace.wait(len(data[at : at + PIECE]))

    def _receive(self, answer: http.client.HTTPResponse) -> bytes:
        if not self.pace:
            return answer.read()
        self.pace.wait(0, self.pace.delay)
        pieces = []
        while piece := answer.read(PIECE):
            pieces.append(piece)
            self.pace.wait(len(piece))
        return b"".join(pieces)
