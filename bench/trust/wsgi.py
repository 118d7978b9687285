"""The product's application on a disk that is watched: see ``disk``."""

import os
from pathlib import Path

from bench.trust.disk import watch
from server import create_app

watch(Path(os.environ["TRUST_COPIES"]))
app = create_app()
