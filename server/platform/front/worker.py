"""gunicorn's asyncio worker, with the WSGI application behind it in threads."""

from collections.abc import Callable
from functools import partial
from typing import Any

from gunicorn.workers.gasgi import ASGIWorker

from server.platform.front.connection import Connection
from server.platform.front.whole_requests import WholeRequests

ACCEPTED_AT_ONCE = 4  # connections that one process takes before it looks what the other has left


class WholeRequestWorker(ASGIWorker):
    """A worker process whose event loop holds all connections, and whose threads see whole requests alone.

    ``silent``: the connections of which no whole header is there, in the order in which they began to be so.
    """

    silent: dict[Connection, None]
    asgi: Any

    @classmethod
    def check_config(cls, cfg: Any, log: Any) -> None:
        """Accept every configuration: threads are used here, of which gunicorn's own worker warns."""

    def load_wsgi(self) -> None:
        super().load_wsgi()
        self.asgi = WholeRequests(self.asgi, self.cfg.threads)

    def _setup_event_loop(self) -> None:
        super()._setup_event_loop()
        self.silent = {}
        self.loop.create_server = partial(self._listen, self.loop.create_server)

    async def _listen(self, create_server: Callable[..., Any], protocol: object, **options: Any) -> Any:
        """Serve connections of ours on a socket where gunicorn would have its own."""
        server = await create_server(lambda: Connection(self), backlog=ACCEPTED_AT_ONCE, **options)
        # The event loop accepts as many at a time as may wait, which are to be more.
        options["sock"].listen(self.cfg.backlog)
        return server

    async def _shutdown(self) -> None:
        for connection in tuple(self.silent):
            connection.transport.close()
        await super()._shutdown()
