"""A WSGI application as an ASGI one, whose threads know neither slow senders nor slow readers."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

from server.platform.front.answer import Answer, answer
from server.platform.front.body import Bodies

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

CHUNK = 64 << 10
BUSY = {"type": "http.response.start", "status": 503, "headers": [(b"retry-after", b"30"), (b"content-length", b"0")]}


class WholeRequests:
    """The ASGI application that reads each request whole, then lets ``app`` answer it in one of ``threads`` threads.

    The answer is whole before it leaves, too. While there is no room for bodies, a request with one is answered 503.
    """

    def __init__(self, app: "WSGIApplication", threads: int):
        self.app, self.bodies = app, Bodies()
        self.threads = ThreadPoolExecutor(threads)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await send({"type": "websocket.close"})
            return
        with ExitStack() as held:
            body = held.enter_context(self.bodies.one())
            if not await body.read(receive):
                return
            if body.turned_away:
                await send(BUSY)
                await send({"type": "http.response.body"})
                return
            work = partial(answer, self.app, scope, body.file, body.kept)
            working = asyncio.get_running_loop().run_in_executor(self.threads, work)
            # The thread goes on with the body, even if the client goes meanwhile.
            working.add_done_callback(partial(_close, held.pop_all()))
        await _send(await asyncio.shield(working), send)


def _close(held: ExitStack, done: object) -> None:
    held.close()


async def _send(made: Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": made.status, "headers": made.headers})
    with made.file:
        while chunk := made.file.read(CHUNK):
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body"})
