"""Measures 200 phones that come into signal at the same moment, each with 20 records to send.

Run `make bench`, or `python -m bench.load.phones`.
"""

import argparse
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from statistics import median, quantiles

from sqlalchemy import create_engine, text

from bench.load import world
from bench.load.cluster import cluster
from bench.load.cost import largest_worker
from bench.load.line import Line
from bench.load.readers import read_all
from bench.load.served import Served, cpu, served
from bench.load.storm import Storm, StormLine
from bench.load.world import Account, World
from server.demo import PASSWORD
from server.demo.activity import Activity
from server.platform.config import database_url
from sync.phone import Phone
from sync.phone.transport import sign_in

Models = dict[tuple[str, str], str]  # (school code, kind) -> record
FIGURES = "{:>9} {:>6} {:>10} {:>12} {:>14} {:>13} {:>9} {:>8} {:>5} {:>10} {:>10}"
READ = 8  # times that officers read each list when the phones are done


@dataclass(frozen=True, slots=True)
class Run:
    """What one run measured. ``seconds``: from the start until the last phone had sent all.

    ``server``, ``database``, ``phones``: seconds of processor time. ``slow``: the seconds that 95 of 100 requests took
    at most. ``lost``: records that the server does not have; ``duplicated``: log entries too many. ``worker``: the
    memory in MB of the largest process of the server, after officers have read all lists too.
    """

    records: int
    seconds: float
    server: float
    database: float
    phones: float
    requests: int
    slow: float
    lost: int
    duplicated: int
    worker: float

    def columns(self) -> list[str]:
        """The numbers as texts to print; processor times in milliseconds for each record."""
        each = 1000 / self.records
        return [
            str(self.records),
            f"{self.seconds:.1f}",
            f"{self.records / self.seconds:.0f}",
            f"{self.server * each:.2f}",
            f"{self.database * each:.2f}",
            f"{self.phones * each:.2f}",
            str(self.requests),
            f"{self.slow:.2f}",
            str(self.lost),
            str(self.duplicated),
            f"{self.worker:.0f}",
        ]


@contextmanager
def database(kind: str) -> Iterator[tuple[str, int | None]]:
    """A context with an empty database, ``postgres`` or SQLite: its URL, and the pid of PostgreSQL, None for SQLite."""
    if kind == "postgres":
        with cluster() as found:
            yield found.url, found.pid
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/lantoa.db", None


def measure(kind: str, phones: int, records: int) -> Run:
    """Do one run with a new database and server, and so many phones with so many records each."""
    with database(kind) as (url, pid):
        people = world.build(database_url(url), phones)
        with served(url) as server:
            models = register(people, server)
            filled = fill(people.teachers, server.url, models, records)
            around = Storm(phones)
            lines = [StormLine(around, Line(server.url, teacher)) for teacher in people.teachers]
            works = [partial(send, phone, line) for phone, line in zip(filled, lines, strict=True)]
            seen = around.rage(works, partial(spent, server, pid))
            for line in lines:
                line.line.close()
            read_all(server.url, READ)
            worker = largest_worker(server.pid)
        wanted = [item.id for phone in filled for item in (*phone.journal, *phone.outbox, *phone.refused)]
        lost, duplicated = compare(database_url(url), wanted)
    used = [b - a for a, b in zip(seen.before, seen.after, strict=True)]
    slow = quantiles(seen.waited, n=20)[-1]
    return Run(phones * records, seen.seconds, *used, len(seen.waited), slow, lost, duplicated, worker)


def spent(server: Served, pid: int | None) -> tuple[float, float, float]:
    """Seconds of processor time used so far: by the server, PostgreSQL (0 for SQLite), the phones (this process)."""
    return cpu(server.pid), cpu(pid) if pid else 0.0, time.process_time()


def register(people: World, server: Served) -> Models:
    """Register the models of each school; returns (school code, kind) → id of the record. Also warms the server up."""
    found: Models = {}
    for leader in people.leaders:
        phone = leader.phone(server.url)
        for one in world.models(leader.school):
            found[leader.school.code, one.kind] = world.register(phone, one)
        if not phone.sync() or phone.refused or not phone.all_sent:
            raise SystemExit(f"{leader.username} could not register models: {phone.problem} {phone.refused[:1]}")
    return found


def fill(teachers: list[Account], url: str, models: Models, records: int) -> list[Phone]:
    """A phone for each teacher with ``records`` submitted activities of the school in its outbox.

    Each has sent one before: a server that has run for a day has made every kind of statement on every connection.
    """
    by_school, phones, taken = world.activities_by_school(), [], Counter[str]()

    def write(phone: Phone, code: str, count: int) -> None:
        for _ in range(count):
            one: Activity = by_school[code][taken[code] % len(by_school[code])]
            taken[code] += 1
            world.log(phone, models[code, one.registration.kind], one)

    for teacher in teachers:
        phone = teacher.phone(url)
        write(phone, teacher.school.code, 1)
        if not phone.sync() or not phone.all_sent:
            raise SystemExit(f"{teacher.username} could not sync: {phone.problem}")
        phones.append(phone)
    for phone, teacher in zip(phones, teachers, strict=True):
        phone.sync()  # what colleagues have sent since
        write(phone, teacher.school.code, records)
    return phones


def send(phone: Phone, line: StormLine) -> None:
    """Send all that a phone has in one exchange. Raises SystemExit if that was not all."""
    phone.transport = line
    phone.exchange()
    if not phone.all_sent:
        raise SystemExit(f"a phone could not send: {phone.problem} {phone.refused[:1]}")


def compare(url: str, wanted: list[str]) -> tuple[int, int]:
    """How many of the records ``wanted`` (ids) are not in the database as submitted, and how many log entries of them
    are too many."""
    engine = create_engine(url)
    with engine.connect() as connection:
        held = set(connection.execute(text("SELECT id FROM record WHERE status = 'submitted'")).scalars())
        entries = Counter(connection.execute(text("SELECT record FROM log_entry WHERE rev IS NOT NULL")).scalars())
    engine.dispose()
    return len(set(wanted) - held), sum(entries[id_] - 1 for id_ in wanted if entries[id_] > 1)


def signing_in(count: int) -> float:
    """The server's processor time for one sign-in in milliseconds: the mean of ``count``, on SQLite."""
    with database("sqlite") as (url, _):
        people = world.build(database_url(url), count)
        with served(url) as server:
            before = cpu(server.pid)
            for teacher in people.teachers:
                sign_in(server.url, teacher.username, PASSWORD)
            return (cpu(server.pid) - before) * 1000 / count


def main() -> None:
    """Do the runs that the command line names, and print each; ends with an error if records were lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("postgres", "sqlite"), default="postgres")
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--records", type=int, default=20, help="submitted activities on each phone")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sign-in", type=int, default=0, metavar="N", help="measure N sign-ins, and nothing else")
    given = parser.parse_args()
    if given.sign_in:
        print(f"sign-in: {signing_in(given.sign_in):.1f} ms of the server's processor time each")
        return
    print(f"{given.database}: {given.phones} phones × {given.records} records at once, {os.cpu_count()} processors")
    heads = (
        "records",
        "s",
        "records/s",
        "server ms",
        "database ms",
        "phones ms",
        "requests",
        "p95 s",
        "lost",
        "duplicated",
        "worker MB",
    )
    print(FIGURES.format(*heads), flush=True)
    runs = []
    for _ in range(given.runs):
        runs.append(measure(given.database, given.phones, given.records))
        print(FIGURES.format(*runs[-1].columns()), flush=True)
    rate, server = median(run.records / run.seconds for run in runs), median(run.server / run.records for run in runs)
    print(f"median: {rate:.0f} records/s, {server * 1000:.2f} ms of the server's processor time a record")
    if any(run.lost or run.duplicated for run in runs):
        raise SystemExit("records were lost or duplicated")


if __name__ == "__main__":
    main()
