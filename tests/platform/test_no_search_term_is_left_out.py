"""A search of more terms than the server looks for is refused by name: it never finds more than was asked for."""

import pytest

from server.platform.query_params import MOST_TERMS

WORDS = [f"từ{number}" for number in range(MOST_TERMS + 1)]
ROUTES = ("units?", "people?", "audit?", "records?", "references?register=activity&")


@pytest.mark.parametrize("route", ROUTES)
def test_too_many_terms_are_refused(village, route):
    officer = village.client("so")
    found = officer.get(f"/api/{route}q={' '.join(WORDS[:-1])}")
    assert found.status_code == 200, found.text
    refused = officer.get(f"/api/{route}q={' '.join(WORDS)}")
    assert (refused.status_code, refused.json["fields"]) == (400, {"q": {"rule": "length"}})
