"""A 2G network between a phone and a server: bytes leave at its rate, and arrive half a round trip later."""

import asyncio
import contextlib
import threading
from collections.abc import Coroutine
from typing import TypeVar

T = TypeVar("T")

KBIT = 1000 / 8
UP, DOWN, TRIP = 128 * KBIT, 200 * KBIT, 0.6  # bytes a second, and seconds
PIECE = 1_400  # bytes that travel together


class Way:
    """One direction of the network; ``carried``: bytes so far."""

    def __init__(self, rate: float):
        self.rate, self.carried = rate, 0
        self._free = 0.0  # when the last byte so far has left

    def arrival(self, size: int, sent: float) -> float:
        """When so many bytes arrive that were given to the network at the moment ``sent``."""
        self._free = max(self._free, sent) + size / self.rate
        self.carried += size
        return self._free + TRIP / 2

    async def carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, opens: float) -> None:
        """Hand on what comes from ``source``, from the moment ``opens`` on, until it ends; then end ``target``."""
        now = asyncio.get_running_loop().time
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        async def deliver() -> None:
            while True:
                at, data = await under_way.get()
                await asyncio.sleep(max(0.0, at - now()))
                if not data:
                    return target.close()
                target.write(data)

        delivering = asyncio.create_task(deliver())
        while data := await source.read(PIECE):
            under_way.put_nowait((self.arrival(len(data), max(now(), opens)), data))
        under_way.put_nowait((now(), b""))
        await delivering


class Network:
    """Listens at ``url`` for one phone and carries what it sends to the server at ``port``, and back, at 2G.

    Each new connection takes a round trip before its first byte. ``up`` and ``down`` count bytes with their headers.
    """

    def __init__(self, port: int):
        self.port, self.up, self.down = port, Way(UP), Way(DOWN)
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._listening: asyncio.Server = self._run(asyncio.start_server(self._join, "127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.sockets[0].getsockname()[1]}"

    def close(self) -> None:
        """Take no more connections, and end those that are open and the thread that carries."""
        self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _end(self) -> None:
        self._listening.close()
        carrying = asyncio.all_tasks() - {asyncio.current_task()}
        for task in carrying:
            task.cancel()
        await asyncio.gather(*carrying, return_exceptions=True)

    async def _join(self, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        opens = self._loop.time() + TRIP
        server, to_server = await asyncio.open_connection("127.0.0.1", self.port)
        with contextlib.suppress(OSError, asyncio.CancelledError):
            await asyncio.gather(self.up.carry(phone, to_server, opens), self.down.carry(server, to_phone, opens))

    def _run(self, work: Coroutine[None, None, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()
