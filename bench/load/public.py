"""Measures what a reader of the public pages costs the server: processor time of one answer, in this process."""

import argparse
import time

from flask import Flask
from werkzeug.test import create_environ, run_wsgi_app

from server import create_app
from server.platform.config import ROOT

ANSWERS, ROUNDS = 400, 9  # the fastest of so many rounds is told: others use the machine, too
HERE = "http://localhost"
PAGES = ("/dien-hinh", "/dien-hinh/en", "/dien-hinh/mo-hinh", "/dien-hinh/so-lieu", "/dien-hinh/atom.xml")


def milliseconds(app: Flask, path: str, **headers: str) -> float:
    """Processor time of one answer from memory, in milliseconds, in the fastest round."""
    fastest = float("inf")
    for _ in range(ROUNDS):
        asked = [create_environ(path, HERE, headers=headers) for _ in range(ANSWERS)]
        begun = time.process_time()
        for one in asked:
            run_wsgi_app(app, one, buffered=True)
        fastest = min(fastest, time.process_time() - begun)
    return fastest / ANSWERS * 1000


def main() -> None:
    """Print a line for each page, as it is and as it is asked for again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--database", default=f"sqlite:///{ROOT}/var/lantoa.db", help="with the demo: make run has made it"
    )
    given = parser.parse_args()
    app = create_app({"DATABASE_URL": given.database, "LOG_LEVEL": "ERROR"})
    client = app.test_client()
    for path in PAGES:
        tag = client.get(path).headers["ETag"]
        whole = milliseconds(app, path, **{"Accept-Encoding": "br"})
        again = milliseconds(app, path, **{"Accept-Encoding": "br", "If-None-Match": tag})
        print(f"{path:24} {whole:.2f} ms, 304 in {again:.2f} ms: {1000 / whole:,.0f} a second on one processor")


if __name__ == "__main__":
    main()
