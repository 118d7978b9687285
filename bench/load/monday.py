"""Monday morning: the phones of a province's schools come within ten minutes, most with nothing, some with a week's
work, half of them on 2G. Run `python -m bench.load.monday`; it fails if a phone met an error or a record is missing.
"""

import argparse
import os
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from statistics import median, quantiles
from urllib.parse import urlsplit

from sqlalchemy import create_engine, text

from bench.load.cluster import cluster
from bench.load.cost import cost
from bench.load.paced import SECOND_GENERATION, Paced
from bench.load.proxied import NAME, proxied
from bench.load.slow_clients import Served, make_run
from bench.load.staff import Member, Staff, answers_of, employ, model_of
from server.demo import registering, season
from server.demo.content import SCHOOL_YEAR
from server.platform.config import database_url
from sync.phone import Phone

TOGETHER = 8  # phones that are prepared at once
AT_ONCE = 600  # phones that may be on the way at once
LOOK = 30  # seconds between two looks at the memory
ROW = "{:<28}{:>9}{:>10}{:>9}{:>9}{:>9}"


@dataclass(slots=True)
class Seen:
    """What a group of phones met: seconds of each exchange, and problems by their code."""

    seconds: list[float] = field(default_factory=list)
    problems: Counter[str] = field(default_factory=Counter)

    def row(self, name: str) -> str:
        """Exchanges, median, 95th and 99th of a hundred, the longest; all in seconds."""
        parts = quantiles(self.seconds, n=100)
        figures = (median(self.seconds), parts[94], parts[98], max(self.seconds))
        return ROW.format(name, len(self.seconds), *(f"{one:.3f}" for one in figures))


def phone_of(member: Member, url: str, slow: bool = False) -> Phone:
    transport = Paced(url, member.id, member.cookie, SECOND_GENERATION if slow else None)
    return Phone(member.id, transport, scopes=[member.school])


def prepare(staff: Staff, url: str, random: Random, busy: int, records: int) -> list[Phone]:
    """A phone for each teacher, synchronised once; each of ``busy`` has ``records`` submitted activities unsent."""
    models = {}
    for leader in staff.leaders:
        phone = phone_of(leader, url)
        own = model_of(leader)
        [record] = phone.put(leader.school, form=registering.FORM, set=own, period=SCHOOL_YEAR, submit=True)
        if not phone.sync() or phone.refused:
            raise SystemExit(f"a model could not be registered: {phone.problem} {phone.refused[:1]}")
        models[leader.school] = record
    chosen = {one.id for one in random.sample(staff.teachers, busy)}
    with ThreadPoolExecutor(TOGETHER) as pool:
        phones = list(pool.map(lambda one: _synchronised(one, url, random.random() < 0.5), staff.teachers))
    for member, phone in zip(staff.teachers, phones, strict=True):
        if member.id in chosen:
            for answers in islice(answers_of(member, models[member.school]), records):
                phone.put(member.school, form=season.FORM, set=answers, submit=True)
    return phones


def _synchronised(member: Member, url: str, slow: bool) -> Phone:
    phone = phone_of(member, url)
    if not phone.sync():
        raise SystemExit(f"a phone could not begin: {phone.problem}")
    return Phone.load(phone.dump(), Paced(url, member.id, member.cookie, SECOND_GENERATION if slow else None))


def come(phones: list[Phone], seconds: float, random: Random) -> dict[str, Seen]:
    """Let each phone come at a moment of its own within ``seconds``, and exchange until it has sent all."""
    seen = {"fast, nothing": Seen(), "fast, with records": Seen(), "2G, nothing": Seen(), "2G, with records": Seen()}

    def visit(phone: Phone) -> None:
        pace = "2G" if isinstance(phone.transport, Paced) and phone.transport.pace else "fast"
        into = seen[f"{pace}, {'with records' if phone.outbox else 'nothing'}"]
        while True:
            began = time.monotonic()
            done = phone.exchange()
            into.seconds.append(time.monotonic() - began)
            if not done:
                into.problems[str(phone.problem)] += 1
            if not done or phone.all_sent:
                return

    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for moment, phone in sorted(((random.uniform(0, seconds), phone) for phone in phones), key=lambda one: one[0]):
            threading.Event().wait(max(0.0, began + moment - time.monotonic()))
            pool.submit(visit, phone)
    return seen


@contextmanager
def memory(pid: int) -> Iterator[list[float]]:
    """A context in which the megabytes of a process and those below it are looked at again and again."""
    looks, ended = [cost(pid).megabytes], threading.Event()

    def watch() -> None:
        while not ended.wait(LOOK):
            looks.append(cost(pid).megabytes)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield looks
    finally:
        ended.set()
        watching.join()
        looks.append(cost(pid).megabytes)


@contextmanager
def database(kind: str) -> Iterator[str]:
    """A context with an empty database, ``postgres`` or ``sqlite``: its URL."""
    if kind == "postgres":
        with cluster() as found:
            yield database_url(found.url)
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/lantoa.db"


@contextmanager
def service(url: str, shipped: bool) -> Iterator[tuple[str, Served]]:
    """A context with the processes of `make run`, behind the shipped proxy if so wanted: the address, and they."""
    variables = {"LANTOA_PROXIES": "1", "LANTOA_HOSTS": NAME} if shipped else {}
    with ExitStack() as stack:
        served = stack.enter_context(make_run(url, **variables))
        if not shipped:
            yield served.url, served
            return
        proxy = stack.enter_context(proxied(urlsplit(served.url).port or 0))
        os.environ["SSL_CERT_FILE"] = str(proxy.certificate)
        try:
            yield proxy.url, served
        finally:
            del os.environ["SSL_CERT_FILE"]


def missing(url: str, wanted: list[str]) -> int:
    """How many of the records ``wanted`` (ids) the database does not hold as submitted."""
    engine = create_engine(url)
    with engine.connect() as connection:
        held = set(connection.execute(text("SELECT id FROM record WHERE status = 'submitted'")).scalars())
    engine.dispose()
    return len(set(wanted) - held)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("postgres", "sqlite"), default="postgres")
    parser.add_argument("--each", type=int, default=31, help="teachers of each of the 485 schools")
    parser.add_argument("--seconds", type=float, default=600, help="within which all come")
    parser.add_argument("--busy", type=int, default=750, help="phones that have something to send")
    parser.add_argument("--records", type=int, default=50, help="that each of these has")
    parser.add_argument("--shipped", action="store_true", help="behind the shipped proxy")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    random = Random(given.seed)
    with database(given.database) as url:
        staff = employ(url, given.each)
        print(f"{len(staff.teachers):,} phones of {len(staff.leaders)} schools; preparing them", flush=True)
        with service(url, given.shipped) as (address, served):
            phones = prepare(staff, address, random, given.busy, given.records)
            wanted = [item.record for phone in phones for item in phone.outbox]
            print(f"they come within {given.seconds:.0f} s, with {len(wanted):,} records", flush=True)
            before = cost(served.pid).seconds
            with memory(served.pid) as looks:
                seen = come(phones, given.seconds, random)
            spent = cost(served.pid).seconds - before
        lost = missing(url, wanted)
    print(ROW.format("", "exchanges", "median s", "95 %", "99 %", "longest"))
    for name, one in seen.items():
        if one.seconds:
            print(one.row(name))
    print(f"memory of all processes: {looks[0]:.0f} MB at first, {max(looks):.0f} at most, {looks[-1]:.0f} in the end")
    print(f"processor time of all processes: {spent:.0f} s; load of the machine {os.getloadavg()[1]:.1f}")
    problems = sum((one.problems for one in seen.values()), Counter[str]())
    print(f"errors: {dict(problems) or 'none'}; records missing: {lost}")
    if problems or lost:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
