"""A bad network between a phone and its server: it loses, cuts, slows or replaces the answers to exchanges."""

import http.client
import threading
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PORTAL = b"<!doctype html><title>Wi-Fi</title><h1>Xin ch\xc3\xa0o! \xc4\x90\xc4\x83ng nh\xe1\xba\xadp Wi-Fi</h1>"
PAUSE = 0.02  # seconds between two pieces of a slow answer: the network's own, not the test's
OF_THE_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}


class Proxy(ThreadingHTTPServer):
    """Passes everything on to the server at ``port``; ``spoil`` names what happens to the exchanges that follow."""

    daemon_threads = True

    def __init__(self, port: int, handler: "type[Handler] | None" = None):
        super().__init__(("127.0.0.1", 0), handler or Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.behind, self.spoil = port, deque[str]()
        self.spoiled: list[str] = []
        self.lock, self.open, self.most = threading.Condition(), 0, 0
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()

    def handle_error(self, request, client_address):
        """A phone that hung up is what this is for."""

    def wait_spoiled(self) -> None:
        """Until an exchange was spoiled: a slow one is no trouble that a screen would tell of."""
        with self.lock:
            assert self.lock.wait_for(lambda: self.spoiled, 30)

    def end(self) -> None:
        self.shutdown()
        self.server_close()
        self.thread.join()


class Handler(BaseHTTPRequestHandler):
    server: Proxy
    protocol_version = "HTTP/1.1"

    def log_message(self, format, *args):
        pass

    def do_GET(self):
        self.pass_on()

    do_DELETE = do_GET

    def do_POST(self):
        if self.path != "/api/sync":
            return self.pass_on()
        with self.server.lock:
            self.server.open += 1
            self.server.most = max(self.server.most, self.server.open)
            mode = self.server.spoil.popleft() if self.server.spoil else ""
        return self.pass_on(mode)

    def pass_on(self, mode: str = "") -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            status, headers, answer = (200, [("Content-Type", "text/html")], PORTAL)
            if mode == "moved":
                status, headers = 302, [("Location", "/app.webmanifest")]
            elif mode != "portal":
                status, headers, answer = self.ask(body)
        except OSError:
            mode = "lose_answer"
        if self.path == "/api/sync":
            # Before the first byte of the answer: the next exchange may begin as soon as the last has come.
            with self.server.lock:
                self.server.open -= 1
                self.server.spoiled += [mode] * bool(mode)
                self.server.lock.notify_all()
        self.close_connection = True
        if mode == "lose_answer":
            return
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        if mode == "truncate":
            answer = answer[: len(answer) // 2]
        step = max(1, len(answer) // 8) if mode == "slow" else len(answer) or 1
        for start in range(0, len(answer), step):
            self.wfile.write(answer[start : start + step])
            if mode == "slow":
                threading.Event().wait(PAUSE)

    def ask(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.behind, timeout=60)
        try:
            headers = {name: value for name, value in self.headers.items() if name.lower() not in OF_THE_HOP}
            connection.request(self.command, self.path, body or None, headers)
            answer = connection.getresponse()
            kept = [pair for pair in answer.getheaders() if pair[0].lower() not in OF_THE_HOP]
            return answer.status, kept, answer.read()
        finally:
            connection.close()
