"""Slow and silent clients: they hold connections and say little, for as long as the crowd is there."""

import asyncio
import socket
import ssl
import threading
from asyncio import StreamReader, StreamWriter
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

PAUSE = 0.2  # seconds before somebody whose connection ended comes back
HALF = b"POST /api/sync HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Ty"
WHOLE = b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
SMALL, LARGE = WHOLE % b"/api/health", WHOLE % b"/"
ASKED_AT_ONCE = 40  # pages that a client asks for without reading one
SMALL_ROOM = 4_096  # bytes that wait at such a client to be read
PATIENCE = 60  # seconds for all of the crowd to come

Visit = Callable[[StreamReader, StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Upload:
    """A request that is sent slowly: its ``head`` at once, then ``pace`` bytes of its ``body`` a second."""

    head: bytes
    body: bytes
    pace: int = 2_000


@dataclass
class Crowd:
    """A context in which slow clients are connected to the server at ``url``. Who is disconnected comes back at once.

    ``halves`` send half a header and stop; ``idle`` keep a connection open after an answer; ``deaf`` ask for much and
    read nothing; each of ``uploads`` is sent again and again. ``seen`` counts uploads by the first line of their
    answers, and connections that have ended as "halves", "idle" and "uploads".
    """

    url: str
    halves: int = 0
    idle: int = 0
    deaf: int = 0
    uploads: list[Upload] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def __enter__(self) -> Self:
        visits = [("halves", self._half)] * self.halves + [("idle", self._idle)] * self.idle
        visits += [("deaf", self._deaf)] * self.deaf + [("uploads", self._sending(one)) for one in self.uploads]
        self._missing, self._here = len(visits), threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        # Kept here: the event loop itself does not keep a task that waits for good.
        self._clients = [asyncio.run_coroutine_threadsafe(self._come(*one), self._loop) for one in visits]
        if visits and not self._here.wait(PATIENCE):
            self.__exit__(None, None, None)
            raise TimeoutError(f"{self._missing} of the crowd could not connect")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(_cancel_others(), self._loop).result(PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _come(self, name: str, visit: Visit) -> None:
        """Connect, do what this client does, and come back whenever the connection has ended."""
        arrived = False
        while True:
            with suppress(OSError):
                reader, writer = await self._connect(SMALL_ROOM if name == "deaf" else None)
                if not arrived:
                    arrived = True
                    self._missing -= 1
                    if not self._missing:
                        self._here.set()
                try:
                    await visit(reader, writer)
                finally:
                    writer.transport.abort()
                self.seen[name] += 1
            await asyncio.sleep(PAUSE)

    async def _connect(self, room: int | None) -> tuple[StreamReader, StreamWriter]:
        address = urlsplit(self.url)
        connection = socket.socket()
        connection.setblocking(False)
        if room:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        await asyncio.get_running_loop().sock_connect(connection, (address.hostname, address.port))
        if address.scheme == "http":
            return await asyncio.open_connection(sock=connection)
        context = ssl.create_default_context()
        return await asyncio.open_connection(sock=connection, ssl=context, server_hostname=address.hostname)

    async def _half(self, reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(HALF)
        await reader.read()

    async def _idle(self, reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(SMALL)
        await reader.read()

    async def _deaf(self, reader: StreamReader, writer: StreamWriter) -> None:
        writer.transport.pause_reading()
        writer.write(LARGE * ASKED_AT_ONCE)
        await asyncio.get_running_loop().create_future()

    def _sending(self, upload: Upload) -> Visit:
        async def send(reader: StreamReader, writer: StreamWriter) -> None:
            writer.write(upload.head)
            for start in range(0, len(upload.body), upload.pace):
                writer.write(upload.body[start : start + upload.pace])
                await writer.drain()
                await asyncio.sleep(1)
            self.seen[(await reader.readline()).decode().strip() or "no answer"] += 1

        return send


async def _cancel_others() -> None:
    while others := asyncio.all_tasks() - {asyncio.current_task()}:
        for task in others:
            task.cancel()
        await asyncio.wait(others, timeout=PAUSE)
