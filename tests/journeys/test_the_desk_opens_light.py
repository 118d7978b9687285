"""The desk's first screen is light: what a new device has asked for when the figures stand, and what it weighs."""

import pytest

from bench.client.desk import visit
from tests.journeys.mortal import Mortal

MOST, HEAVIEST = 15, 120_000  # requests, and bytes of their answers with headers


@pytest.mark.slow
@pytest.mark.browser
def test_until_the_figures_stand(demo_url, dist, tmp_path):
    server = Mortal(demo_url, dist, tmp_path, LANTOA_DEMO="1")
    server.start()
    seen = visit(server.url, str(tmp_path / "profile"), "wide", True, network="free", pace=0.01)
    server.end()

    assert seen.requests <= MOST
    assert seen.size <= HEAVIEST
