"""A push service of one's own, on loopback: it opens what comes as the browser would, answers as it is told to, or
hangs."""

import base64
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import http_ece
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from server.notices.push.keys import from_text, to_text


class PushService:
    """``messages``: what has come, opened; ``answer``: the status that it gives, or ``hang`` or ``drip``."""

    def __init__(self) -> None:
        self.messages: list[dict] = []
        self.claims: list[dict] = []
        self.headers: list[dict] = []
        self.answer: int | str = 201
        self.released = threading.Event()
        self._key, self._auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                service._take(self)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def browser(self, name: str = "a", **members) -> dict:
        """What a browser of this service says when it subscribes."""
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": to_text(point), "auth": to_text(self._auth)}
        return {"endpoint": f"{self.origin}/push/{name}", "language": "vi", **keys, **members}

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    def _take(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["Content-Length"]))
        self.headers.append(dict(request.headers))
        self.claims.append(claims_of(request.headers["Authorization"]))
        opened = http_ece.decrypt(body, private_key=self._key, auth_secret=self._auth, version="aes128gcm")
        self.messages.append(json.loads(opened))
        if self.answer == "hang":
            self.released.wait(60)
        elif self.answer == "drip":
            while not self.released.wait(0.05):
                try:
                    request.wfile.write(b"H")
                    request.wfile.flush()
                except OSError:
                    return
        else:
            request.send_response(int(self.answer))
            if self.answer in (301, 307):
                request.send_header("Location", f"{self.origin}/push/elsewhere")
            request.send_header("Content-Length", "0")
            request.end_headers()


def claims_of(header: str) -> dict:
    """The claims of a VAPID header, whose signature is looked at as a push service does."""
    parts = dict(part.strip().split("=", 1) for part in header.removeprefix("vapid ").split(","))
    signed, _, signature = parts["t"].rpartition(".")
    raw = from_text(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_text(parts["k"]))
    key.verify(der, signed.encode(), ec.ECDSA(hashes.SHA256()))
    claims = json.loads(base64.urlsafe_b64decode(signed.split(".")[1] + "=="))
    return claims | {"key": parts["k"]}
