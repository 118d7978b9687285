"""A network that is cut whenever another tenth of a photo has travelled, in the middle of whatever part that is."""

import gzip
import http.client
import json
from collections import Counter
from contextlib import suppress

from tests.journeys.proxy import OF_THE_HOP, Handler, Proxy

PIECE = 512  # bytes


class Cutting(Proxy):
    """``sizes``: hash → bytes of the photo, as it was announced; ``travelled``: hash → bytes of all bodies that were
    sent for it; ``cuts``: hash → how often it was cut off."""

    def __init__(self, port: int):
        self.sizes: dict[str, int] = {}
        self.travelled, self.cuts = Counter[str](), Counter[str]()
        super().__init__(port, CutHandler)


class CutHandler(Handler):
    server: Cutting

    def do_POST(self):
        if self.path != "/api/photos":
            return super().do_POST()
        body = self.rfile.read(int(self.headers["Content-Length"]))
        packed = self.headers.get("Content-Encoding") == "gzip"
        announced = json.loads(gzip.decompress(body) if packed else body)
        self.server.sizes[announced["sha256"]] = announced["bytes"]
        self.server.travelled[announced["sha256"]] += len(body)
        return self.give(*self.ask(body))

    def do_PATCH(self):
        name, left = self.path.rpartition("/")[2], int(self.headers["Content-Length"])
        size, body = self.server.sizes[name], b""
        while len(body) < left:
            piece = self.rfile.read(min(PIECE, left - len(body)))
            if not piece:
                return self.hang_up()
            body += piece
            self.server.travelled[name] += len(piece)
            if self.server.cuts[name] < 10 and self.server.travelled[name] >= size * (self.server.cuts[name] + 1) / 10:
                self.server.cuts[name] += 1
                self.half(body)
                return self.hang_up()
        return self.give(*self.ask(body))

    def half(self, body: bytes) -> None:
        """The server hears what has arrived, and then nothing more."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.behind, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in OF_THE_HOP}
        with suppress(OSError):
            connection.request(
                self.command, self.path, body, headers | {"Content-Length": self.headers["Content-Length"]}
            )
        connection.close()

    def give(self, status: int, headers: list[tuple[str, str]], answer: bytes) -> None:
        self.close_connection = True  # a browser sends again by itself what a kept connection has lost
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def hang_up(self) -> None:
        self.close_connection = True
