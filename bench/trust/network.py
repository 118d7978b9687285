"""A bad network between phones and server: a proxy that refuses, cuts at any byte, or swallows the answer."""

import contextlib
import socket
import threading
from collections import Counter
from random import Random

FAULTS = ("refused", "request cut", "answer lost", "answer cut")
PATIENCE = 20  # seconds for the server's answer
LONGEST = 3_000  # bytes after which a cut comes at the latest


class Network:
    """Listens at ``url`` and hands each connection on to the server at ``port``, ``share`` of them badly.

    ``counts``: fault → how many connections met it. Requests come with ``Connection: close``, one each.
    """

    def __init__(self, port: int, seed: int, share: float = 0.3):
        self.port, self.random, self.share = port, Random(seed), share
        self.counts: Counter[str] = Counter()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _accept(self) -> None:
        while True:
            try:
                phone, _ = self.listener.accept()
            except OSError:
                return
            fault = self.random.choice(FAULTS) if self.random.random() < self.share else ""
            self.counts[fault] += 1
            spot = self.random.randrange(LONGEST)
            threading.Thread(target=self._carry, args=(phone, fault, spot), daemon=True).start()

    def _carry(self, phone: socket.socket, fault: str, spot: int) -> None:
        with phone, contextlib.suppress(OSError):
            if fault == "refused":
                return
            with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as server:
                most = spot if fault == "request cut" else None
                to_server = threading.Thread(target=_pass, args=(phone, server, most), daemon=True)
                to_server.start()
                if fault == "answer lost":
                    while server.recv(1 << 16):  # the server has answered, so it has committed
                        pass
                else:
                    _pass(server, phone, spot if fault == "answer cut" else None)
                _hang_up(phone, server)
                to_server.join()


def _pass(source: socket.socket, target: socket.socket, most: int | None) -> None:
    """Hand on what comes, and hang up on both sides after ``most`` bytes."""
    with contextlib.suppress(OSError):
        while data := source.recv(1 << 16):
            if most is not None and len(data) >= most:
                target.sendall(data[:most])
                _hang_up(source, target)
                return
            most = None if most is None else most - len(data)
            target.sendall(data)


def _hang_up(*ends: socket.socket) -> None:
    """End connections at once, also for a thread that waits for one."""
    for end in ends:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
