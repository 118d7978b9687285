"""The API's page needs nothing from elsewhere, lists every address and every refusal in both languages."""

import re

from server import create_app
from sync.protocol.problems import KINDS


def test_the_page_has_every_address_and_every_refusal(sqlite_url):
    app = create_app({"DATABASE_URL": sqlite_url, "LOG_LEVEL": "WARNING"})
    client = app.test_client()
    page, spec = client.get("/api/docs").text, client.get("/api/openapi.json").json
    for path, item in spec["paths"].items():
        for method in item.keys() & {"get", "post", "put", "patch", "delete"}:
            assert f"<h2><code>{method.upper()} {path}</code></h2>" in page
    for code, kind in KINDS.items():
        assert f'id="refusal-{code}"' in page
        assert kind.vi.replace("'", "&#39;") in page
        assert kind.en.replace("'", "&#39;") in page
    for address in re.findall(r'(?:href|src)="([^"]+)"', page):
        assert address[0] in "/#", address


def test_a_refusal_names_its_place_on_the_page(sqlite_url):
    client = create_app({"DATABASE_URL": sqlite_url, "LOG_LEVEL": "WARNING"}).test_client()
    place = client.get("/api/records").json["type"]
    assert place == "/api/docs#refusal-unauthenticated"
    assert f'id="{place.partition("#")[2]}"' in client.get("/api/docs").text
