"""The shipped proxy answers for the public pages for as long as they say, and for nothing else."""

import ssl
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import Request, urlopen

import pytest

from bench.load.proxied import proxied
from server.api.public_answers import KEPT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def place():
    """The shipped proxy, and how often it has asked the application for each address."""
    asked = Counter()

    class Application(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            asked[self.path] += 1
            body = str(asked[self.path]).encode()
            self.send_response(410 if "rut-lai" in self.path else 200)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store" if self.path.startswith("/dien-hinh/sw.js") else KEPT)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    behind = ThreadingHTTPServer(("127.0.0.1", 0), Application)
    threading.Thread(target=behind.serve_forever, daemon=True).start()
    with proxied(behind.server_address[1]) as proxy:
        yield proxy, asked
    behind.shutdown()
    behind.server_close()


def get(proxy, path, **headers):
    context = ssl.create_default_context(cafile=proxy.certificate)
    try:
        with urlopen(Request(proxy.url + path, headers=headers), context=context, timeout=30) as answer:
            return answer.status, answer.read()
    except OSError as refused:
        return refused.status, refused.read()


@pytest.mark.parametrize("path", ["/dien-hinh", "/dien-hinh/en/models", "/dien-hinh?q=vuon", "/sitemap.xml"])
def test_the_second_reader_costs_the_application_nothing(place, path):
    proxy, asked = place
    assert get(proxy, path) == get(proxy, path, Cookie="lantoa_1=x") == (200, b"1")
    assert asked[path] == 1


@pytest.mark.parametrize("path", ["/api/records", "/", "/dien-hinhx", "/dien-hinh/sw.js"])
def test_nothing_else_is_kept(place, path):
    proxy, asked = place
    get(proxy, path)
    assert get(proxy, path)[1] == b"2"


def test_what_is_gone_is_known_to_be_gone(place):
    proxy, _ = place
    assert get(proxy, "/dien-hinh/rut-lai")[0] == 410
