"""The server as it is, with the build of the client that lies in $JOURNEY_DIST: a second build can follow the first."""

import os
from functools import partial
from pathlib import Path

from server import create_app
from server.platform import static_files
from tests.fixtures.applications import trust_the_disk

static_files.init = partial(static_files.init, dist=Path(os.environ["JOURNEY_DIST"]))
app = create_app()
trust_the_disk(app)
