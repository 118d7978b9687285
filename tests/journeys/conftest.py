"""A place, a server that can die, and phones: what every journey starts from."""

import shutil

import pytest
from playwright.sync_api import Page

from server.platform.config import ROOT
from server.platform.static_files import DIST
from tests.fixtures.applications import open_app
from tests.journeys.handset import Handset
from tests.journeys.mortal import Mortal
from tests.journeys.phone import Phone, new_context
from tests.journeys.place import Place
from tests.journeys.proxy import Proxy
from tests.journeys.queue import DESK, desk, waiting

__all__ = ["desk", "waiting"]

REGISTERS = [ROOT / "server" / "registers" / "definitions"]


@pytest.fixture(scope="session")
def dist(run):
    """The built client in a folder of this run's own."""
    return run.once("dist", lambda folder: str(shutil.copytree(DIST, folder)))


@pytest.fixture(scope="session")
def settled(empty_file, tmp_path_factory):
    """A place as every journey finds it, and the file of its database."""
    file = shutil.copy(empty_file, tmp_path_factory.mktemp("place") / "lantoa.db")
    with open_app(f"sqlite:///{file}", REGISTERS=REGISTERS) as app:
        place = Place(app)
    return place, file


@pytest.fixture
def sqlite_url(settled, tmp_path):
    return f"sqlite:///{shutil.copy(settled[1], tmp_path / 'lantoa.db')}"


@pytest.fixture
def place(settled, sqlite_url):
    with open_app(sqlite_url, REGISTERS=REGISTERS) as app:
        yield settled[0].on(app)


@pytest.fixture
def server(sqlite_url, dist, tmp_path):
    """A server on the place's database; it starts while the test goes on."""
    server = Mortal(sqlite_url, dist, tmp_path)
    server.start()
    yield server
    server.end()


@pytest.fixture
def phone(browser, server, place):
    """``phone("gv")`` is a phone of that person's, signed in and ready to go offline; no script may fail on it.

    ``at``: a screen of the desk to sign in at. ``clock``: with a clock that can be moved.
    """
    contexts, phones = [], []

    def make(name: str, url: str = server.url, at: str = "/", clock: bool = False, **options) -> Phone:
        context = new_context(browser, **options)
        contexts.append(context)
        phone = Phone(context.new_page(), url)
        phones.append(phone)
        if clock:
            phone.page.clock.install()
        phone.sign_in(place.people[name], at=at)
        return phone

    yield make
    for context in contexts:
        context.close()
    assert not [fault for phone in phones for fault in phone.errors]


@pytest.fixture
def handset(browser, tmp_path):
    """A phone that can be killed."""
    handset = Handset(browser, tmp_path / "profile")
    yield handset
    handset.kill()


@pytest.fixture
def network(server):
    """A network in front of the server, as bad as a test wants it."""
    proxy = Proxy(server.port)
    yield proxy
    proxy.end()


@pytest.fixture
def at_desk(browser, server, place):
    """``at_desk("so", "/so/bieu")`` is a screen of the desk at which that person has just signed in.

    ``viewport``: its size, a wide one by default; no script may fail on it.
    """
    contexts, desks = [], []

    def make(name: str, at: str, **options) -> Page:
        context = new_context(browser, **DESK | options)
        contexts.append(context)
        desks.append(Phone(context.new_page(), server.url))
        desks[-1].page.goto(server.url + at)
        desks[-1].give_password(username=place.people[name])
        return desks[-1].page

    yield make
    for context in contexts:
        context.close()
    assert not [fault for one in desks for fault in one.errors]
