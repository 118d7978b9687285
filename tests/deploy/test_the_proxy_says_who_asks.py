"""The shipped proxy: TLS under one name alone; what a caller says of its own address never reaches the application."""

import http.client
import re
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from bench.load.proxied import proxied

FORGED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Host": "evil.example",
    "Forwarded": "for=203.0.113.9;host=evil.example",
    "X_Forwarded_For": "203.0.113.9",
    "X-Request-ID": "forged-by-a-caller",
}
PATIENCE = 30  # seconds

# The proxy is not there on a machine that has run nothing but the quick part.
pytestmark = pytest.mark.slow
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\nStrict-Transport-Security: max-age=0\r\n\r\n"


@pytest.fixture(scope="module")
def place():
    """The shipped proxy, and the socket to which it passes requests."""
    with socket.create_server(("127.0.0.1", 0)) as behind, proxied(behind.getsockname()[1]) as proxy:
        behind.settimeout(PATIENCE)
        yield proxy, behind


def connection(url: str, certificate=None) -> http.client.HTTPConnection:
    address = urlsplit(url)
    if address.scheme == "http":
        return http.client.HTTPConnection(address.hostname, address.port, timeout=PATIENCE)
    context = ssl.create_default_context(cafile=certificate)
    return http.client.HTTPSConnection(address.hostname, address.port, timeout=PATIENCE, context=context)


def received(behind: socket.socket) -> str:
    """The header of the request that comes next to the application, which answers 200."""
    taken, _ = behind.accept()
    with taken:
        heard = b""
        while b"\r\n\r\n" not in heard:
            heard += taken.recv(65536)
        taken.sendall(ANSWER)
    return heard.decode().lower()


def test_what_a_caller_says_of_itself_is_dropped(place):
    proxy, behind = place
    with ThreadPoolExecutor(1) as application, closing(connection(proxy.url, proxy.certificate)) as asking:
        heard = application.submit(received, behind)
        asking.request("GET", "/api/health", headers=FORGED)
        answer = asking.getresponse()
    assert answer.status == 200
    assert answer.headers.get_all("Strict-Transport-Security") == ["max-age=63072000; includeSubDomains"]
    lines = heard.result()
    assert "203.0.113.9" not in lines
    assert "evil.example" not in lines
    assert "x-forwarded-for: 127.0.0.1\r\n" in lines
    assert re.search(r"x-request-id: [0-9a-f]{32}\r\n", lines)
    assert "forged-by-a-caller" not in lines
    assert "x-forwarded-proto: https\r\n" in lines


def test_an_exchange_has_no_header_that_the_page_has_brought(place):
    proxy, behind = place
    with ThreadPoolExecutor(1) as application, closing(connection(proxy.url, proxy.certificate)) as asking:
        application.submit(received, behind)
        asking.request("POST", "/api/sync", body=b"{}")
        assert asking.getresponse().headers.keys() == ["Server", "Date", "Content-Length", "Connection"]


def test_without_tls_one_is_sent_where_it_is(place):
    proxy, _ = place
    with closing(connection(proxy.plain)) as asking:
        asking.request("POST", "/api/sync?a=b", body=b"{}")
        answer = asking.getresponse()
    assert (answer.status, answer.headers["Location"]) == (308, f"{proxy.url}/api/sync?a=b")


def test_another_name_gets_no_answer(place):
    proxy, _ = place
    asking = connection(proxy.url.replace("localhost", "127.0.0.1"), proxy.certificate)
    with closing(asking), pytest.raises(ssl.SSLError):
        asking.request("GET", "/")
    with closing(connection(proxy.plain)) as asking:
        asking.request("GET", "/", headers={"Host": "evil.example"})
        with pytest.raises(ConnectionResetError):
            asking.getresponse()


def test_the_oldest_tls_has_forward_secrecy_and_authenticated_ciphers(place):
    proxy, _ = place
    context = ssl.create_default_context(cafile=proxy.certificate)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    address = urlsplit(proxy.url)
    plain = socket.create_connection((address.hostname, address.port), PATIENCE)
    with plain, context.wrap_socket(plain, server_hostname=address.hostname) as secured:
        assert secured.version() == "TLSv1.2"
        assert secured.cipher()[0].startswith("ECDHE-ECDSA-")
        assert "GCM" in secured.cipher()[0] or "POLY1305" in secured.cipher()[0]
