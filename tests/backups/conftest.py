import pytest

from server.backups.make import make
from server.registers import published


@pytest.fixture
def in_place(village, tmp_path):
    """The village keeps files and backups in folders of the test's own."""
    village.app.config.update(BACKUPS=str(tmp_path / "backups"), EXPORTS=str(tmp_path / "exports"))


@pytest.fixture
def backed_up(village, in_place):
    """Makes a backup of the village."""

    def run(depth=None, **settings):
        village.app.config.update(settings)
        with village.app.app_context():
            return make(village.app.config, published.renew(village.app), depth)

    return run
