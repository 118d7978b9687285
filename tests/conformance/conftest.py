"""Phones of the demo accounts, each read up to the head of its scopes before a test.

CONFORMANCE_URL names a server to certify instead: a fresh one with the demo accounts and tests/fixtures/registers.
"""

import os
import shutil

import pytest

from .newcomers import Newcomers
from .phone_probe import Phone, connect, sign_in
from .stages import Forms, Stage
from .town import town

GIVEN = os.environ.get("CONFORMANCE_URL")
ON = ["given"] if GIVEN else ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


def pytest_collection_modifyitems(items):
    for item in items:
        if "server_url" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session", params=ON)
def server_url(request):
    """On PostgreSQL two groups of processes serve it, as on two machines."""
    groups = 2 if request.param == "postgres" else 1
    return GIVEN or request.getfixturevalue("serve")(request.getfixturevalue(f"{request.param}_town"), groups)


@pytest.fixture(autouse=True)
def certified(server_url):
    """Every check here, also one that asks for its phone by name, is taken on each server."""


@pytest.fixture(scope="session")
def sqlite_town(empty_file, tmp_path_factory):
    return town(f"sqlite:///{shutil.copy(empty_file, tmp_path_factory.mktemp('town') / 'lantoa.db')}")


@pytest.fixture(scope="session")
def postgres_town(postgres, empty_postgres):
    return town(postgres.url(postgres.make(template=empty_postgres)))


@pytest.fixture(scope="session")
def phones(server_url):
    """Signs each account in once; then a phone of it that has read everything."""
    signed_in = {}

    def phone(username: str) -> Phone:
        if username not in signed_in:
            client = connect(server_url)
            answer = sign_in(client, username)
            assert answer.status_code == 200, answer.text
            signed_in[username] = Phone(client, answer.json())
        known = signed_in[username]
        known.pull()
        fresh = known.clone()
        fresh.copies = dict(known.copies)
        return fresh

    yield phone
    for known in signed_in.values():
        known.client.close()


def account(username: str):
    @pytest.fixture
    def phone(phones):
        return phones(username)

    return phone


gv, gvb, gv2 = account("gv.demo"), account("gvb.demo"), account("gv2.demo")
ht, ht2 = account("ht.demo"), account("ht2.demo")
xa, so, admin = account("xa.demo"), account("so.demo"), account("admin.demo")


@pytest.fixture(scope="session")
def forms(phones):
    return Forms(phones("gv.demo").get("/api/catalog").json())


@pytest.fixture
def direct(forms):
    """The form of the test register whose records go straight to the department."""
    return forms.form("probe_direct")


@pytest.fixture
def stage(forms, gv, ht, so):
    return Stage(forms, gv, ht, so)


@pytest.fixture
def shared(stage, gvb):
    """A submitted record that its author, a co-author and the leader may all edit: (id, version)."""
    record = stage.reach("submitted", "probe_direct", whom=[gvb.account], m=900)
    return record, stage.author.version(record)


@pytest.fixture(scope="module")
def newcomers(server_url, phones):
    people = Newcomers(server_url, phones("admin.demo"))
    yield people
    people.end()
