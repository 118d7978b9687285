"""``make run``: starts the server and the jobs on one machine, restarts what ends by itself, and ends both together."""

import http.client
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from types import FrameType
from typing import NoReturn

from server.demo import ACCOUNTS, PASSWORD
from server.platform import config, loopback
from server.platform.children import Processes

TIME_TO_START = 60  # seconds that the server may take to answer for the first time
SHORTEST_PAUSE, LONGEST_PAUSE = 1, 60  # seconds before what ended is started again
RAN_WELL = 60  # seconds after which the pause is the shortest again


class Stopped(Exception):
    """Raised to end the program, on Ctrl-C, SIGTERM or a closed terminal."""


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    # One signal is enough, and make passes on what it gets: a second one must not interrupt the ending.
    _answer_signals(signal.SIG_IGN)
    raise Stopped


def _answer_signals(answer: Callable[[int, FrameType | None], object] | signal.Handlers) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, answer)


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
    _answer_signals(_stop)
    processes = Processes()
    try:
        settings = config.load()
        return run(processes, settings["HOST"], settings["PORT"], settings["DEMO"])
    except Stopped:
        return 0
    finally:
        with suppress(Stopped):
            _answer_signals(signal.SIG_IGN)
        processes.end()


if __name__ == "__main__":
    sys.exit(main())
