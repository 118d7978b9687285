"""``make run``: starts the server and the jobs on one machine, restarts what ends by itself, and ends both together."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from types import FrameType
from typing import NoReturn

from server.demo import ACCOUNTS, PASSWORD
from server.platform import config, loopback

TIME_TO_END = 15  # seconds that a process may take to end before it is killed
TIME_TO_START = 60  # seconds that the server may take to answer for the first time
SHORTEST_PAUSE, LONGEST_PAUSE = 1, 60  # seconds before what ended is started again
RAN_WELL = 60  # seconds after which the pause is the shortest again


class Stopped(Exception):
    """Raised to end the program, on Ctrl-C, SIGTERM or a closed terminal."""


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise Stopped


class Processes:
    """The processes that this one has started: pid → name and process, in ``running``.

    Each is in a session of its own, so that a Ctrl-C in the terminal reaches only this process, which ends them.
    """

    def __init__(self) -> None:
        self.running: dict[int, tuple[str, subprocess.Popen[bytes]]] = {}

    def start(self, name: str, command: Sequence[str], pass_fds: Sequence[int] = ()) -> None:
        """Start a Python module with arguments, ``command``, as a process.

        ``name``: for messages; ``pass_fds``: the open file descriptors that the process inherits.
        """
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=config.ROOT, start_new_session=True, pass_fds=pass_fds
        )
        self.running[process.pid] = name, process

    def wait_for_one(self) -> tuple[str, int]:
        """Wait until one of the processes ends; returns its name and exit code."""
        pid, status = os.wait()
        name, process = self.running.pop(pid)
        process.returncode = os.waitstatus_to_exitcode(status)
        return name, process.returncode

    def end(self) -> None:
        """End all processes: SIGTERM to each, and SIGKILL to those that take longer than ``TIME_TO_END``."""
        for _, process in self.running.values():
            process.terminate()
        for pid, (_, process) in self.running.items():
            try:
                process.wait(TIME_TO_END)
            except subprocess.TimeoutExpired:
                os.killpg(pid, signal.SIGKILL)
                process.wait()
        self.running.clear()


def bind(host: str, port: int, demo: bool) -> socket.socket:
    """The server's socket, bound to host and port before anything else is done, so that a taken port is found at once.

    Raises SystemExit with a message if the port is taken, or if the demo would be reachable from other machines.
    """
    if demo:
        loopback.refuse_beyond([(host, port)])
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as fault:
        raise SystemExit(f"{host}:{port}: {fault.strerror}. Another port: PORT={port + 1} make run") from None
    return listener


def is_up(host: str, port: int) -> bool:
    """Wait until the server answers /api/health for the first time; whether it answered 200, within a minute.

    The socket listens already, so the request waits there while the server starts.
    """
    connection = http.client.HTTPConnection(host, port, timeout=TIME_TO_START)
    try:
        connection.request("GET", "/api/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def greeting(address: str, demo: bool) -> Iterator[str]:
    """The lines to print when everything has started: the address, the demo's accounts if it is one, how to stop."""
    yield ""
    yield f"Lan Tỏa: {address}"
    if demo:
        yield f"Tài khoản dữ liệu minh họa, mật khẩu {PASSWORD} · demo accounts and their password:"
        yield from (f"  {username:<12}{part}" for username, part in ACCOUNTS)
    yield "Ctrl-C: dừng · stops all of it"


def run(processes: Processes, host: str, port: int, demo: bool) -> int:
    """Prepare the database, start server and jobs, and restart what ends; returns an exit code, never 0, if it cannot
    begin."""
    listener = bind(host, port, demo)
    processes.start("database", ["flask", "demo" if demo else "init"])
    _, code = processes.wait_for_one()
    if code:
        return code
    host, port = listener.getsockname()[:2]
    address = f"fd://{listener.fileno()}"
    commands = {"server": ["gunicorn", "--bind", address], "jobs": ["flask", "jobs"]}
    with listener:
        listener.listen()
        print("Starting the server", flush=True)
        for name, command in commands.items():
            processes.start(name, command, pass_fds=[listener.fileno()] if name == "server" else [])
        if not is_up(host, port):
            print("The server did not start; what it logged is above.", file=sys.stderr)
            return 1
        shown = f"[{host}]" if ":" in host else host
        print(*greeting(f"http://{shown}:{port}", demo), sep="\n", flush=True)
        restart(processes, commands, listener.fileno())


def restart(processes: Processes, commands: Mapping[str, Sequence[str]], listening: int) -> NoReturn:
    """Start each process anew that ends, after a pause that doubles up to ``LONGEST_PAUSE`` until it runs well again.

    ``listening``: the descriptor of the socket, which the server inherits and which keeps callers waiting meanwhile.
    """
    began = dict.fromkeys(commands, time.monotonic())
    pauses = dict.fromkeys(commands, SHORTEST_PAUSE)
    while True:
        name, code = processes.wait_for_one()
        if time.monotonic() - began[name] >= RAN_WELL:
            pauses[name] = SHORTEST_PAUSE
        print(f"The {name} ended by itself, with {code}; starting it again in {pauses[name]} s.", flush=True)
        threading.Event().wait(pauses[name])
        pauses[name] = min(2 * pauses[name], LONGEST_PAUSE)
        began[name] = time.monotonic()
        processes.start(name, commands[name], pass_fds=[listening] if name == "server" else [])
        print(f"The {name} runs again.", flush=True)


def main() -> int:
    """Run until a signal comes; returns the exit code, 0 for a signal."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    processes = Processes()
    try:
        settings = config.load()
        return run(processes, settings["HOST"], settings["PORT"], settings["DEMO"])
    except Stopped:
        return 0
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        processes.end()


if __name__ == "__main__":
    sys.exit(main())
