"""/.well-known/security.txt (RFC 9116) names whom the settings name, and never outlives a year."""

from datetime import datetime, timedelta

import pytest

from server.platform.clock import now
from server.platform.config import load
from tests.fixtures.applications import open_app

ADDRESS = "/.well-known/security.txt"


@pytest.fixture
def named(sqlite_url):
    with open_app(sqlite_url, SECURITY_CONTACT="mailto:an@example.vn") as app:
        yield app.test_client().get(ADDRESS)


def test_it_names_the_contact_and_says_until_when(named):
    fields = dict(line.split(": ", 1) for line in named.text.splitlines())
    assert named.content_type == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:an@example.vn"
    expires = datetime.fromisoformat(fields["Expires"])
    assert now() + timedelta(days=30) < expires < now() + timedelta(days=365)


def test_without_a_contact_there_is_none(sqlite_url):
    with open_app(sqlite_url) as app:
        assert app.test_client().get(ADDRESS).status_code == 404


@pytest.mark.parametrize("text", ["an@example.vn", "mailto:an@example.vn\nExpires: never", "mailto:an b"])
def test_what_is_no_address_is_refused_at_the_start(text):
    with pytest.raises(ValueError, match="LANTOA_SECURITY_CONTACT"):
        load({}, {"LANTOA_SECURITY_CONTACT": text})
