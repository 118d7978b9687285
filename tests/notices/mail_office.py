"""A mail server of one's own, on loopback: it keeps what comes, refuses who it is told to, or never says a word."""

import email
import socket
import threading
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller


class AnyPort(Controller):
    """A controller on whatever port is free."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class MailOffice:
    """``letters``: what has come, parsed; ``refused``: addresses that it does not take."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refused: set[str] = set()
        self._controller = AnyPort(self, hostname="127.0.0.1", port=0)
        self._controller.start()

    @property
    def port(self) -> int:
        return self._controller.port

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address in self.refused:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        self.letters.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    def close(self) -> None:
        self._controller.stop()


class SilentOffice:
    """It takes connections and says nothing."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._held: list[socket.socket] = []
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        while True:
            try:
                self._held.append(self._socket.accept()[0])
            except OSError:
                return

    def close(self) -> None:
        self._socket.close()
        for one in self._held:
            one.close()
