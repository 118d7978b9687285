"""The server as it is, with the build of the client that lies in $JOURNEY_DIST: a second build can follow the first."""

import os
from pathlib import Path

from tests.fixtures import warm

app = warm.take(Path(os.environ["JOURNEY_DIST"]))
