"""Measures how many readers a second get public pages: from the shipped proxy's cache, and of the server alone."""

import argparse
import http.client
import os
import ssl
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from bench.load.proxied import proxied
from bench.load.served import served
from server.platform.config import ROOT

GOAL = 500  # readers a second, from one machine's cache
AT_ONCE = 16  # connections that are kept
PATIENCE = 30  # seconds
PAGES = ("/dien-hinh", "/dien-hinh/mo-hinh/garden", "/dien-hinh/so-lieu", "/dien-hinh/atom.xml")
HEADERS = {"Accept-Encoding": "br"}


def connection(url: str) -> http.client.HTTPConnection:
    """A connection to a server of this machine, whose certificate is its own."""
    where = urlsplit(url)
    port = where.port or 0
    if where.scheme == "http":
        return http.client.HTTPConnection("localhost", port, timeout=PATIENCE)
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection("localhost", port, timeout=PATIENCE, context=trusting)


def read_for(url: str, seconds: float) -> list[float]:
    """Read one page after the other for so long; gives the seconds that each took. Raises SystemExit if one fails."""
    reader = connection(url)
    took: list[float] = []
    ends = time.monotonic() + seconds
    while (begun := time.monotonic()) < ends:
        reader.request("GET", PAGES[len(took) % len(PAGES)], headers=HEADERS)
        answer = reader.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{url}: {answer.status}")
        took.append(time.monotonic() - begun)
    reader.close()
    return took


def measure(what: str, url: str, seconds: float) -> float:
    """Print, and give, how many pages a second ``AT_ONCE`` readers got who never pause."""
    read_for(url, 1)  # what is drawn once, and kept
    before = os.getloadavg()[0]
    begun = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as readers:
        took = [one for each in readers.map(lambda _: read_for(url, seconds), range(AT_ONCE)) for one in each]
    rate = len(took) / (time.monotonic() - begun)
    slow = statistics.quantiles(took, n=20)[-1] * 1000
    load = f"load of {os.cpu_count()} processors {before:.1f} before, {os.getloadavg()[0]:.1f} after"
    print(f"{what:24} {rate:,.0f} a second, goal {GOAL}; 95 of 100 within {slow:.0f} ms; {load}", flush=True)
    return rate


def main() -> None:
    """Print a line for the proxy's cache, and one for the server alone; fail if the cache has too few."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--database", default=f"sqlite:///{ROOT}/var/lantoa.db", help="with the demo: make run has made it"
    )
    parser.add_argument("--seconds", type=float, default=10)
    given = parser.parse_args()
    with served(given.database) as server, proxied(int(server.url.rpartition(":")[2])) as proxy:
        measure("the server alone", server.url, given.seconds)
        if measure("the proxy's cache", proxy.url, given.seconds) < GOAL:
            raise SystemExit(1)


if __name__ == "__main__":
    main()
