"""Talks to Chromium over its debugging pipe: sends commands of the DevTools protocol, receives answers and events."""

import contextlib
import fcntl
import json
import os
import signal
import subprocess
import threading
from collections.abc import Callable
from typing import Any

from tests.fixtures.browser import FLAGS
from tests.provision import browser_path

Message = dict[str, Any]
"""A JSON object of the DevTools protocol, or a part of one."""

ANSWER = 120  # seconds that an answer may take
TO_END = 15  # seconds that the browser may take to end
# Nothing but loopback can be reached.
HOSTS = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost , EXCLUDE *.localhost"


class Gone(Exception):
    """Raised if the browser has ended or does not answer."""


class DevTools:
    """One headless Chromium, with its profile in the folder ``profile``.

    ``on_event`` is called with each event that it sends, in the thread that reads from it. ``changed`` is notified at
    each message. Raises SystemExit if no browser is installed.
    """

    def __init__(self, profile: str, on_event: Callable[[Message], None]):
        path = browser_path()
        if path is None:
            raise SystemExit("a browser is missing: python tests/provision.py says what to install")
        self._on_event = on_event
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        # Chromium reads from 3 and writes to 4: out of the way of both while they are copied there.
        reads, writes = fcntl.fcntl(theirs_in, fcntl.F_DUPFD, 40), fcntl.fcntl(theirs_out, fcntl.F_DUPFD, 40)

        def take_ends() -> None:
            os.dup2(reads, 3)
            os.dup2(writes, 4)

        command = [path, *FLAGS, "--headless=new", "--remote-debugging-pipe", HOSTS, f"--user-data-dir={profile}"]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(
            [*command, "about:blank"],
            preexec_fn=take_ends,
            close_fds=False,
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            start_new_session=True,
        )
        for end in (theirs_in, theirs_out, reads, writes):
            os.close(end)
        self._sending, self.changed = threading.Lock(), threading.Condition()
        self._sent, self._answers, self._ended = 0, dict[int, Message](), False
        threading.Thread(target=self._listen, daemon=True).start()

    def post(self, method: str, parameters: Message | None = None, session: str | None = None) -> int:
        """Send a command without waiting for the answer; returns its number. Raises Gone if the browser has ended."""
        with self._sending:
            self._sent += 1
            message: Message = {"id": self._sent, "method": method, "params": parameters or {}}
            data = json.dumps(message | ({"sessionId": session} if session else {})).encode() + b"\0"
            try:
                while data:
                    data = data[os.write(self._out, data) :]
            except OSError:
                raise Gone("the browser has ended") from None
            return self._sent

    def send(
        self, method: str, parameters: Message | None = None, session: str | None = None, timeout: float = ANSWER
    ) -> Message:
        """Send a command and return its result.

        Raises Gone without an answer in ``timeout`` seconds, RuntimeError with the browser's message if it refuses.
        """
        number = self.post(method, parameters, session)
        with self.changed:
            if not self.changed.wait_for(lambda: number in self._answers or self._ended, timeout) or self._ended:
                raise Gone(f"{method}: no answer")
            answer = self._answers.pop(number)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error'].get('message')}")
        return answer["result"]

    def close(self) -> None:
        """End the browser, by force if it has not ended after ``TO_END`` seconds."""
        with contextlib.suppress(Gone, RuntimeError):
            self.send("Browser.close", timeout=5)
        try:
            self._process.wait(TO_END)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        for end in (self._in, self._out):
            os.close(end)

    def _listen(self) -> None:
        """Read messages until the browser ends; each is ended by a zero byte."""
        rest = b""
        while chunk := self._read():
            *messages, rest = (rest + chunk).split(b"\0")
            for message in map(json.loads, messages):
                self._take(message)
        with self.changed:
            self._ended = True
            self.changed.notify_all()

    def _read(self) -> bytes:
        try:
            return os.read(self._in, 1 << 20)
        except OSError:
            return b""

    def _take(self, message: Message) -> None:
        if "id" not in message:
            self._on_event(message)
        with self.changed:
            if "id" in message:
                self._answers[message["id"]] = message
            self.changed.notify_all()
