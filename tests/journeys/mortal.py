"""A server that dies and comes back at the same address: while a phone is offline here, nobody answers at all."""

import socket
import urllib.request
from pathlib import Path

from tests.fixtures.forking import Forked

PATIENCE = 60  # seconds for the first answer


class Mortal:
    """gunicorn on one port and one database, alive between ``start`` and ``kill``."""

    def __init__(self, database_url: str, dist: Path, folder: Path, **settings: str):
        self.database_url, self.dist, self.log = database_url, dist, folder / "server.stderr"
        self.settings = settings
        self.process: Forked | None = None
        # Bound and never listening: connections are refused while the server is dead, and nobody else takes the port.
        self.keeper = socket.socket()
        self.keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        self.keeper.bind(("127.0.0.1", 0))
        self.port: int = self.keeper.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Begins to serve; the first requests wait in the socket's queue until gunicorn has it."""
        environment = {
            "DATABASE_URL": self.database_url,
            "JOURNEY_DIST": str(self.dist),
            "LANTOA_WORKERS": "1",
            "LANTOA_LOG_LEVEL": "warning",
        }
        with socket.create_server(("127.0.0.1", self.port), backlog=128, reuse_port=True) as listener:
            self.process = Forked(listener, environment | self.settings, self.log, "tests.journeys.wsgi:app")

    def answer(self) -> None:
        """Waits until the server answers."""
        with urllib.request.urlopen(f"{self.url}/api/health", timeout=PATIENCE) as answer:
            assert answer.status == 200

    def kill(self) -> None:
        """Master and workers at once, as when the power goes."""
        if self.process:
            self.process.kill()
            self.process = None

    def end(self) -> None:
        self.kill()
        self.keeper.close()
