"""The build weighs the app and takes this much for the catalog; here the catalog is weighed."""

import re

from server.platform.config import ROOT
from tests.fixtures.applications import open_app

HERE = {"Sec-Fetch-Site": "same-origin"}


def test_a_teachers_catalog_is_as_light_as_the_build_believes(demo_url):
    allowed = re.search(r"CATALOG_BYTES = ([\d_]+)", (ROOT / "client/build/budget.ts").read_text())
    with open_app(demo_url, DEMO=True, REGISTERS=[ROOT / "server" / "registers" / "definitions"]) as app:
        client = app.test_client()
        who = client.post("/api/session", json={"username": "gv.demo", "password": "demo-thi-dua"}, headers=HERE)
        asked = {"X-Account": who.json["account"], "Accept-Encoding": "br"}
        catalog = client.get("/api/catalog", headers=asked)
    assert catalog.headers["Content-Encoding"] == "br"
    assert allowed
    assert len(catalog.data) + 350 <= int(allowed[1])  # its headers are on the wire, too
