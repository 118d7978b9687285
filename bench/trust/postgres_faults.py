"""What happens to PostgreSQL while phones write: see ``faults``."""

import os
import signal
import threading
import time
from contextlib import suppress

import psycopg

from bench.load.cluster import Cluster
from bench.trust import postgres_disk
from bench.trust.faults import PATIENCE, Dead, anywhere, come_back, end, end_all, some_time
from bench.trust.server_and_jobs import children
from bench.trust.stage import Stage


class PostgresFaults:
    """Faults of one server. It has to be watched by ``postgres_disk`` for those of its disk."""

    def __init__(self, cluster: Cluster):
        self.cluster = cluster

    def kill_postgres(self, stage: Stage, number: int) -> None:
        """``kill -9`` of all of PostgreSQL or of one of its processes, in turns."""
        anywhere(stage)
        if number % 2 and (processes := children(self.cluster.pid)):
            end(stage.random.choice(processes))
        else:
            self.end_all()
            self.cluster.restart()

    def fill_postgres(self, stage: Stage, number: int) -> None:
        """No process of PostgreSQL can write to any file for a while."""
        limited = children(self.cluster.pid)
        for pid in limited:
            self.cluster.leave_room(pid, "0")
        some_time(stage)
        for pid in limited:
            self.cluster.leave_room(pid, "unlimited")

    def cut_postgres(self, stage: Stage, number: int) -> None:
        """Everything ends at one moment, and what was not synced is gone, or there in part."""
        meanwhile = threading.Thread(target=self._checkpoint)  # files other than the log are written and synced by it
        if number % 2:
            meanwhile.start()
        anywhere(stage)
        self.end_all()
        stage.service.cut()
        if number % 2:
            meanwhile.join()
        postgres_disk.cut(self.cluster, stage.random)
        self.cluster.restart()
        stage.service.start()

    def fail_postgres(self, stage: Stage, number: int) -> None:
        """One sync of the log, or of another file, fails in turns; waits until it has."""
        what = "data" if number % 4 == 0 else "log"
        marker = postgres_disk.order(self.cluster, what)
        until = time.monotonic() + PATIENCE
        while marker.exists() and time.monotonic() < until:
            come_back(stage, 1)
            if what == "data":
                self._checkpoint()
        if marker.exists():
            raise Dead(f"no file of the {what} was synced")

    def end_all(self) -> None:
        """Kill all of PostgreSQL's processes at one moment."""
        os.kill(self.cluster.pid, signal.SIGSTOP)  # it starts no more of them
        end_all((*children(self.cluster.pid), self.cluster.pid))

    def _checkpoint(self) -> None:
        """Have all that was written synced; a server that ends meanwhile is what is tried."""
        with suppress(psycopg.Error), psycopg.connect(self.cluster.url, autocommit=True) as connection:
            connection.execute("CHECKPOINT")
