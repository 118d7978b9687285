"""Every file, folder, heading and command that README or a page of the docs names is there."""

import re

from flask.cli import FlaskGroup

from server.platform.config import ROOT
from tests.fixtures.applications import open_app

PAGES = sorted([*(ROOT / "docs").glob("*.md"), *(ROOT / name / "README.md" for name in (".", "sync", "bench"))])
FILE = re.compile(r"`([\w./-]+(?:/|\.(?:py|pyi|md|toml|txt|tsx?|css|html|json|js|cfg)))`")
LINK = re.compile(r"\]\(([^()\s]+)\)")
MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))


def named(pattern):
    """(page, name) of all that a pattern finds on the pages."""
    return [(page, name) for page in PAGES for name in sorted(set(pattern.findall(page.read_text())))]


def anchors(page):
    """The ids that the headings of a page get where it is shown."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_file_named_is_there():
    assert [
        (page, path) for page, path in named(FILE) if not any((at / path).exists() for at in (ROOT, page.parent))
    ] == []


def test_every_link_leads_somewhere():
    for page, link in named(LINK):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), (page, link)
        assert not anchor or anchor in anchors(target), (page, link)


def test_every_make_target_named_is_there():
    for page in PAGES:
        assert set(re.findall(r"(?:`|^ +)make ([a-z-]+)", page.read_text(), re.MULTILINE)) <= TARGETS, page


def test_every_flask_command_named_is_there(tmp_path):
    with open_app(f"sqlite:///{tmp_path / 'none.db'}") as app:
        known = set(app.cli.commands) | set(FlaskGroup().commands)
    for page in PAGES:
        assert set(re.findall(r"(?:`|bin/)flask ([a-z]+)", page.read_text())) <= known


def test_every_program_named_is_there():
    for page, module in named(re.compile(r"python -m ((?:bench|server|tests)[\w.]+)")):
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), (page, module)
