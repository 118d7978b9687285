"""Bodies of requests, kept while they come in: in memory, the larger ones in temporary files."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from sync.protocol.exchange import BODY_LIMIT

KEPT = BODY_LIMIT + 1  # bytes of a body that are kept: the application refuses what has more than BODY_LIMIT
READ = 64 << 20  # bytes of a larger body that are read, so that its sender gets to read the refusal
ROOM = 256 << 20  # bytes that all bodies of a process may take together
TIME_FOR_BODY = 600  # seconds; a workbook of 4 MiB at 8 kB a second
IN_MEMORY = 256 << 10  # bytes of a body that stay out of a temporary file


class Bodies:
    """The bodies that a process holds at present; ``held``: how many bytes they are, of ``room`` at most."""

    def __init__(self, room: int = ROOM):
        self.room, self.held = room, 0

    @contextmanager
    def one(self) -> Iterator["Body"]:
        """A context with one more body, of which nothing has come in yet."""
        with SpooledTemporaryFile(IN_MEMORY) as file:
            body = Body(self, file)
            try:
                yield body
            finally:
                self.held -= body.kept


class Body:
    """One request's body: its ``file``, at the beginning once all has been read, and the bytes ``kept`` in it.

    ``turned_away``: whether there was no room for it; then what was kept is only a part.
    """

    def __init__(self, among: Bodies, file: IO[bytes]):
        self.among, self.file = among, file
        self.kept = 0
        self.turned_away = False

    async def read(self, receive: Callable[[], Awaitable[dict[str, Any]]]) -> bool:
        """Read all that comes, by the ASGI callable ``receive``; False if the client went, or was too slow."""
        size, more = 0, True
        try:
            async with asyncio.timeout(TIME_FOR_BODY):
                while more and size <= READ:
                    message = await receive()
                    if message["type"] != "http.request":
                        return False
                    size += len(message["body"])
                    self._keep(message["body"])
                    more = message["more_body"]
        except TimeoutError:
            return False
        self.file.seek(0)
        return True

    def _keep(self, chunk: bytes) -> None:
        chunk = chunk[: max(0, KEPT - self.kept)]
        if self.among.held + len(chunk) > self.among.room:
            self.turned_away = True
        if not self.turned_away:
            self.file.write(chunk)
            self.kept += len(chunk)
            self.among.held += len(chunk)
