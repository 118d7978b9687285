"""One message on its way to one device: encrypted for it (RFC 8291), signed, and given to the maker of its browser."""

import http.client
import socket
import ssl
import threading
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from server.notices.push.addresses import Target, target_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

SENT, GONE, FAILED = "sent", "gone", "failed"
"""What became of a message: taken; the device wants none any more; neither, and it may be tried again."""

WAITED = 10.0  # seconds for each answer of the network
LONGEST = 20.0  # seconds of all of it
KEPT = 3 * 24 * 60 * 60  # seconds for which a device that is off is waited for
OF_NOBODY = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


@dataclass(frozen=True)
class Device:
    """Where a device's messages go, and the keys that it gave, base64url."""

    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True)
class Sender:
    """Who sends: the key that signs, and an address of who answers for it (``mailto:`` or ``https://``)."""

    key: "EllipticCurvePrivateKey"
    contact: str
    loopback: bool = False


def deliver(device: Device, data: bytes, sender: Sender) -> str:
    """Send ``data``, at most 3 KB, to a device; returns ``SENT``, ``GONE`` or ``FAILED``, and never raises.

    No redirect is followed. It takes 20 seconds at most, however slowly the other side answers.
    """
    try:
        target = target_of(device.endpoint, sender.loopback)
    except PermissionError:
        return GONE
    except (OSError, ValueError):
        return FAILED
    try:
        body, headers = _sealed(device, data, sender, target)
    except Exception:
        # Keys that no browser has made: nothing will ever reach that device.
        return GONE
    try:
        status = _post(target, body, headers)
    except (OSError, http.client.HTTPException, ValueError):
        return FAILED
    if status in OF_NOBODY:
        return GONE
    return SENT if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES else FAILED


def _sealed(device: Device, data: bytes, sender: Sender, target: Target) -> tuple[bytes, dict[str, str]]:
    """The encrypted body and the headers."""
    # Two seconds to import, and needed by the jobs alone.
    from py_vapid import Vapid02
    from pywebpush import WebPusher

    keys = {"p256dh": device.p256dh, "auth": device.auth}
    body: bytes = WebPusher({"endpoint": device.endpoint, "keys": keys}).encode(data)["body"]
    port = "" if target.secure else f":{target.port}"
    origin = f"{'https' if target.secure else 'http'}://{target.host}{port}"
    signed: dict[str, str] = Vapid02(sender.key).sign({"sub": sender.contact, "aud": origin})
    return body, signed | {
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT),
        "Urgency": "normal",
    }


def _post(target: Target, body: bytes, headers: dict[str, str]) -> int:
    """The status that the push service answers. Raises OSError, HTTPException."""
    raw = socket.create_connection((target.address, target.port), timeout=WAITED)
    end = threading.Timer(LONGEST, _cut, [raw])
    end.daemon = True
    end.start()
    try:
        channel = ssl.create_default_context().wrap_socket(raw, server_hostname=target.host) if target.secure else raw
        connection = http.client.HTTPConnection(target.host, target.port)
        connection.sock = channel
        try:
            connection.request("POST", target.path, body, headers)
            return connection.getresponse().status
        finally:
            connection.close()
    finally:
        end.cancel()
        raw.close()


def _cut(channel: socket.socket) -> None:
    """End a connection that another thread waits for, as it takes too long in all."""
    try:
        channel.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
