"""A client's connection: how long it may say nothing, and which one goes when there are too many."""

import socket
from asyncio import TimerHandle, Transport
from typing import Any

from gunicorn.asgi.protocol import ASGIProtocol

SERVER = b"Server: gunicorn/asgi\r\n"  # what gunicorn adds to every answer, and nobody needs
TIME_TO_TAKE = 60  # seconds in which a client takes nothing of what is sent to it


class Connection(ASGIProtocol):
    """gunicorn's connection, which ends if nothing of an answer is taken, or if no header comes. No answer names
    gunicorn.

    ``keepalive`` is the time for each header, also for the first one, which gunicorn would wait for without end.
    Of more connections than ``worker_connections`` the one that has been silent longest is closed.
    """

    _header_due: TimerHandle | None = None
    _response_buffer: bytes

    def connection_made(self, transport: Transport) -> None:
        taken: socket.socket = transport.get_extra_info("socket")
        if taken.family in (socket.AF_INET, socket.AF_INET6):
            # Whatever way it ends, a connection would otherwise stay until its last byte is taken.
            taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, TIME_TO_TAKE * 1_000)
        self.worker.silent[self] = None
        self._header_due = self.worker.loop.call_later(self.worker.cfg.keepalive, transport.abort)
        super().connection_made(transport)
        if self.worker.nr_conns > self.worker.worker_connections:
            next(iter(self.worker.silent)).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._heard()
        super().connection_lost(exc)

    def _heard(self) -> None:
        self.worker.silent.pop(self, None)
        if self._header_due:
            self._header_due.cancel()

    def _on_headers_complete(self) -> Any:
        self._heard()
        return super()._on_headers_complete()

    def _send_response_start(self, *answer: Any, **how: Any) -> None:
        super()._send_response_start(*answer, **how)
        self._response_buffer = self._response_buffer.replace(SERVER, b"", 1)

    def _arm_keepalive_timer(self) -> None:
        """Wait for the next request, which gunicorn gives ``keepalive`` seconds."""
        self.worker.silent[self] = None
        super()._arm_keepalive_timer()
