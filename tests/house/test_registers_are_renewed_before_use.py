"""Another process may publish a register at any time: nobody goes by those that were in memory when they began."""

from server.platform.config import ROOT

IN_MEMORY = 'extensions["registers"]'
MAY = {
    "server/assembly.py",  # puts the release's own there
    "server/registers/published.py",  # puts those of the database there, if there are others by now
    "server/api/known_registers.py",  # renews them before each request
}


def test_the_registers_in_memory_are_read_only_where_they_are_renewed():
    files = (ROOT / "server").rglob("*.py")
    found = {str(path.relative_to(ROOT)) for path in files if IN_MEMORY in path.read_text()}
    assert found == MAY
