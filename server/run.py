"""``make run``: the server and the jobs of one machine, started together and ended together."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from types import FrameType
from typing import Any, NoReturn

from server.demo import ACCOUNTS, PASSWORD
from server.platform import config, loopback

PATIENCE = 15  # seconds that a process may take to end before it is killed
START = 60  # seconds that the server may take to answer for the first time


class Stopped(Exception):
    """Somebody asked for the end: Ctrl-C, SIGTERM, or a closed terminal."""


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise Stopped


class Processes:
    """What was started here. Each has a session of its own, so that a Ctrl-C reaches this process alone."""

    def __init__(self) -> None:
        self.running: dict[int, tuple[str, subprocess.Popen[bytes]]] = {}

    def start(self, name: str, command: Sequence[str], **options: Any) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([sys.executable, "-m", *command], cwd=config.ROOT, start_new_session=True, **options)
        self.running[process.pid] = name, process
        return process

    def wait_for_one(self) -> tuple[str, int]:
        """(name, exit code) of the first process to end."""
        pid, status = os.wait()
        name, process = self.running.pop(pid)
        process.returncode = os.waitstatus_to_exitcode(status)
        return name, process.returncode

    def end(self) -> None:
        """Ask all to end, and kill what does not."""
        for _, process in self.running.values():
            process.terminate()
        for pid, (_, process) in self.running.items():
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(pid, signal.SIGKILL)
                process.wait()
        self.running.clear()


def listen(settings: dict[str, Any]) -> socket.socket:
    """The server's socket: held from the start, so that a taken port is found before anything else is done.

    Raises SystemExit with what to do about it.
    """
    address = settings["HOST"], settings["PORT"]
    if settings["DEMO"]:
        loopback.refuse_beyond([address])
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except OSError as fault:
        raise SystemExit(
            f"{address[0]}:{address[1]}: {fault.strerror}. Another port: PORT={address[1] + 1} make run"
        ) from None
    return listener


def answers(host: str, port: int) -> bool:
    """Whether the server says that it is well. The socket listens already, so this waits for it to come up."""
    connection = http.client.HTTPConnection(host, port, timeout=START)
    try:
        connection.request("GET", "/api/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def greeting(address: str, demo: bool) -> Iterator[str]:
    """What to do next, line by line."""
    yield ""
    yield f"Lan Tỏa: {address}"
    if demo:
        yield f"Tài khoản dữ liệu minh họa, mật khẩu {PASSWORD} · demo accounts and their password:"
        yield from (f"  {username:<12}{part}" for username, part in ACCOUNTS)
    yield "Ctrl-C: dừng · stops all of it"


def run(processes: Processes, settings: dict[str, Any]) -> int:
    """Prepare the database, start both processes and stay until one of them ends; the exit code."""
    listener = listen(settings)
    processes.start("database", ["flask", "demo" if settings["DEMO"] else "init"])
    _, code = processes.wait_for_one()
    if code:
        return code
    host, port = listener.getsockname()[:2]
    with listener:
        listener.listen()
        bind = f"fd://{listener.fileno()}"
        processes.start("server", ["gunicorn", "--bind", bind], pass_fds=[listener.fileno()])
    processes.start("jobs", ["flask", "jobs"])
    if not answers(host, port):
        print("The server did not start; its own words are above.", file=sys.stderr)
        return 1
    address = f"[{host}]" if ":" in host else host
    print(*greeting(f"http://{address}:{port}", settings["DEMO"]), sep="\n", flush=True)
    name, code = processes.wait_for_one()
    print(f"The {name} ended by itself, with {code}.", file=sys.stderr)
    return 1


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    processes = Processes()
    try:
        return run(processes, config.load())
    except Stopped:
        return 0
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        processes.end()


if __name__ == "__main__":
    sys.exit(main())
