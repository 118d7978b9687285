"""Measures how everybody else is answered while slow and silent clients hold connections."""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from urllib.parse import urlsplit

from bench.load import world
from bench.load.caddied import caddied
from bench.load.cost import cost
from bench.load.crowd import Crowd, Upload
from bench.load.proxied import NAME, Proxied, proxied
from bench.load.world import Account
from server.demo import season
from server.platform.config import ROOT, database_url
from sync.phone import Phone
from sync.phone.batch import as_sent, pick, request
from sync.phone.transport import HttpTransport

UPLOADED = 40_000  # bytes of a slow upload, packed
TEXTS, LETTERS = 20, 3_700  # that come to as much
HEALTHY = 3  # clients that are measured
PATIENCE = 10  # seconds until one of them gives an answer up
TABLE = "{:44} {:>8} {:>9} {:>9} {:>9} {:>11} {:>9} {:>12}"


@dataclass
class Seen:
    """What the healthy clients saw: ``seconds`` until each answer, and how many requests got none, or a refusal."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0


def signed_in(account: Account, url: str) -> HttpTransport:
    """The connection of an account to the server at ``url``; over TLS the cookie's name says so."""
    cookie = f"__Host-{account.cookie}" if url.startswith("https:") else account.cookie
    return HttpTransport(url, account.id, cookie, PATIENCE)


def slow_upload(sender: HttpTransport, url: str) -> Upload:
    """An exchange of a signed-in phone that has 40 KB to send, packed."""
    phone = Phone(sender.account, sender, batch_bytes=1 << 20)
    for _ in range(TEXTS):
        phone.put("unit", form=season.FORM, set={"title": secrets.token_hex(LETTERS // 2)})
    body, described = as_sent(request(phone.state, pick(phone.state), "slow", phone.now(), "python"))
    lines = {"Host": urlsplit(url).netloc, "X-Account": sender.account, "Cookie": sender.cookie, **described}
    head = "".join(f"{name}: {text}\r\n" for name, text in (lines | {"Content-Length": str(len(body))}).items())
    return Upload(f"POST /api/sync HTTP/1.1\r\n{head}Sec-Fetch-Site: same-origin\r\n\r\n".encode(), body)


def ask(account: HttpTransport, seconds: float) -> Seen:
    """Be as many healthy clients as ``HEALTHY``: each has a phone that exchanges, and looks at page and health."""
    seen, until = Seen(), time.monotonic() + seconds

    def timed(work: Callable[[], bool]) -> None:
        began = time.monotonic()
        try:
            answered = work()
        except OSError:
            answered = False
        seen.seconds.append(time.monotonic() - began)
        seen.failed += not answered

    def visit() -> None:
        phone = Phone(account.account, account)
        while time.monotonic() < until:
            timed(phone.exchange)
            timed(partial(fetched, f"{account.base_url}/"))
            timed(partial(fetched, f"{account.base_url}/api/health"))

    threads = [threading.Thread(target=visit) for _ in range(HEALTHY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def fetched(url: str) -> bool:
    """Whether an address is answered with 200."""
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        return bool(answer.read()) and answer.status == 200


@dataclass(frozen=True, slots=True)
class Served:
    """A service under measurement: its address, and the process whose cost is counted with those below it."""

    url: str
    pid: int


@contextmanager
def make_run(database: str, **variables: str) -> Iterator[Served]:
    """A context with the processes that `make run` starts, on a free port."""
    given = {"DATABASE_URL": database, "LANTOA_DEMO": "0", "LANTOA_LOG_LEVEL": "warning", "PORT": "0"}
    process = subprocess.Popen(
        [sys.executable, "-m", "server.run"],
        cwd=ROOT,
        env=os.environ | given | variables,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        lines = (line.removeprefix("Lan Tỏa: ").strip() for line in process.stdout if line.startswith("Lan Tỏa: "))
        yield Served(next(lines), process.pid)
    finally:
        process.terminate()
        process.communicate()


@contextmanager
def behind(front: Callable[[int], AbstractContextManager[Proxied]], database: str) -> Iterator[Served]:
    """A context with the processes of `make run` behind a proxy; its cost is the proxy's alone.

    Its certificate is trusted by this process meanwhile.
    """
    with (
        make_run(database, LANTOA_PROXIES="1", LANTOA_HOSTS=NAME) as served,
        front(urlsplit(served.url).port or 0) as proxy,
    ):
        before = os.environ.get("SSL_CERT_FILE")
        os.environ["SSL_CERT_FILE"] = str(proxy.certificate)
        try:
            yield Served(proxy.url, proxy.pid)
        finally:
            del os.environ["SSL_CERT_FILE"]
            if before is not None:
                os.environ["SSL_CERT_FILE"] = before


behind_proxy = partial(behind, proxied)
PLACES: dict[str, Callable[[str], AbstractContextManager[Served]]] = {
    "make run": make_run,
    "proxy": behind_proxy,
    "caddy": partial(behind, caddied),
}
ALONE = ("make run", "proxy")  # measured when nothing else is asked for


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=25, help="how long each row is measured")
    parser.add_argument("--halves", type=int, default=40)
    parser.add_argument("--uploads", type=int, default=20)
    parser.add_argument("--idle", type=int, default=200)
    parser.add_argument("--deaf", type=int, default=20, help="clients that ask for much and read nothing")
    parser.add_argument("--against", choices=PLACES, action="append", help="the first two, if it is not given")
    given = parser.parse_args()
    print(TABLE.format("", "requests", "median s", "worst s", "failed", "uploads ok", "MB", "ms/request"))
    with tempfile.TemporaryDirectory(prefix="lantoa-slow-") as folder:
        database = f"sqlite:///{folder}/lantoa.db"
        people = world.build(database_url(database), given.uploads + 1).teachers
        rows = [
            ("nobody slow", 0, 0, 0, 0),
            ("half headers", given.halves, 0, 0, 0),
            ("slow uploads", 0, given.uploads, 0, 0),
            ("idle", 0, 0, given.idle, 0),
            ("never read", 0, 0, 0, given.deaf),
            ("all together", given.halves, given.uploads, given.idle, given.deaf),
        ]
        for place in given.against or ALONE:
            for name, halves, uploads, idle, deaf in rows:
                with PLACES[place](database) as served:
                    url = served.url
                    sending = [slow_upload(signed_in(one, url), url) for one in people[1 : uploads + 1]]
                    with Crowd(url, halves, idle, deaf, sending) as slow:
                        before = cost(served.pid)
                        seen = ask(signed_in(people[0], url), given.seconds)
                        after = cost(served.pid)
                sent = sum(count for line, count in slow.seen.items() if " 200" in line)
                spent = after.seconds - before.seconds
                figures = (f"{median(seen.seconds):.3f}", f"{max(seen.seconds):.3f}", seen.failed, sent)
                costs = (f"{after.megabytes:.0f}", f"{spent * 1000 / len(seen.seconds):.2f}")
                print(TABLE.format(f"{place}, {name}", len(seen.seconds), *figures, *costs), flush=True)


if __name__ == "__main__":
    main()
