"""The server as it is, at the moment that $UPGRADES_MOMENT names: what gunicorn serves to a browser of then."""

import os
from datetime import datetime

import time_machine

from server import create_app

time_machine.travel(datetime.fromisoformat(os.environ["UPGRADES_MOMENT"])).start()
app = create_app()
