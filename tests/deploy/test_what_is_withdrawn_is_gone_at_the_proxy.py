"""An example that is withdrawn is gone from the server at once, and from the shipped proxy within a minute."""

import ssl
import threading
import time
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from werkzeug.serving import make_server

from bench.load.proxied import proxied
from tests.publishing.desk import DATA, do, office, photographed, published

__all__ = ["office", "photographed"]

pytestmark = pytest.mark.slow

MOST = 60  # seconds until it is gone
PATIENCE = MOST + 30  # seconds that are waited for it


@pytest.fixture
def served(office):
    """The port on which the office's application listens."""
    server = make_server("127.0.0.1", 0, office.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()


def status(url, certificate=None):
    context = ssl.create_default_context(cafile=certificate) if certificate else None
    try:
        with urlopen(url, context=context, timeout=30) as answer:
            return answer.status
    except HTTPError as refused:
        return refused.code


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_page_and_its_picture_are_gone_within_a_minute(office, served):
    example, pause = published(office, DATA), threading.Event()
    [photo] = example["pictures"]
    places = {f"/dien-hinh/{example['slug']}": 410, f"/dien-hinh/anh/{photo['key']}.webp": 404}
    with proxied(served) as proxy:
        for place in places:
            assert status(f"http://127.0.0.1:{served}{place}") == 200
            assert status(proxy.url + place, proxy.certificate) == 200
        done = do(office.client("so"), example, "withdraw", {"reason": "Trường xin rút"})
        begun = time.monotonic()
        assert done.status_code == 200, done.text
        for place, gone in places.items():
            assert status(f"http://127.0.0.1:{served}{place}") == gone
        left = dict(places)
        while left and time.monotonic() - begun < PATIENCE:
            left = {place: gone for place, gone in left.items() if status(proxy.url + place, proxy.certificate) != gone}
            lasted = time.monotonic() - begun
            pause.wait(0.2)
    assert not left
    assert lasted <= MOST
