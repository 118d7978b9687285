"""Where messages may be sent: to https on the internet, nowhere into the networks that this server stands in."""

import ipaddress
import re
import socket
from typing import NamedTuple
from urllib.parse import urlsplit

LONGEST = 1_000  # characters of an endpoint
_URL = re.compile(r"https://[A-Za-z0-9.-]{1,253}(/[!-~]*)?\Z")
_LOOPBACK_URL = re.compile(r"http://127\.0\.0\.1:[0-9]{1,5}/[!-~]*\Z")
_SHORTENED = ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48")
"""Networks in which an address of IPv6 stands for one of IPv4."""


class Target(NamedTuple):
    """Where one message goes: to an ``address`` and ``port`` of the internet, as the ``host`` of the endpoint, at
    ``path``."""

    secure: bool
    host: str
    address: str
    port: int
    path: str


def is_endpoint(url: str, loopback: bool = False) -> bool:
    """Whether a text is the address of a push service: https, a name, its usual port, nobody's name and password.

    ``loopback``: tests have theirs on this machine.
    """
    if len(url) > LONGEST:
        return False
    return bool(_URL.match(url)) or (loopback and bool(_LOOPBACK_URL.match(url)))


def target_of(url: str, loopback: bool = False) -> Target:
    """Where a message for an endpoint goes. The name is looked up once, and what was looked at is what is called.

    Raises OSError if the name is not known, and PermissionError, one of these, if it leads to no public address.
    """
    if not is_endpoint(url, loopback):
        raise PermissionError(f"{url[:80]} is no address of a push service")
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 443
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if parts.scheme == "http":
        return Target(False, host, "127.0.0.1", port, path)
    found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(is_public(one) for one in found):
        raise PermissionError(f"{host} leads to an address that is not public")
    return Target(True, host, found[0], port, path)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet, however it is written."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if inner := ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None):
            return is_public(str(inner))
        if any(ip in network for network in _SHORTENED):
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast
