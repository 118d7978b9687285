"""Where a row is played: a database with the demo's people, the service, the network before it and the ledger."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.load import world
from bench.trust.disk import begin
from bench.trust.ledger import Ledger
from bench.trust.network import Network
from bench.trust.people import CHOSEN, PATIENCE, Teacher
from bench.trust.server_and_jobs import ServerAndJobs
from server.demo.stamps import unit_id
from server.platform.config import database_url
from sync.phone import Phone
from sync.phone.transport import HttpTransport


@dataclass
class Stage:
    """``url``: of the database; the teachers' phones reach ``service`` through ``network``."""

    url: str
    service: ServerAndJobs
    network: Network
    ledger: Ledger
    teachers: list[Teacher]
    random: Random


@contextmanager
def stage(url: str, folder: Path, seed: int, jobs: bool = False, copies: Path | None = None) -> Iterator[Stage]:
    """A context with everything running on the empty database at ``url``, and three of ten connections bad.

    ``folder``: for the log of what is served. ``copies``: the folder of a disk that is watched.
    """
    url = database_url(url)
    people = world.build(url, max(CHOSEN) + 1)
    if copies:
        begin(Path(url.removeprefix("sqlite:///")), copies)
        service = ServerAndJobs(url, folder / "log", "bench.trust.wsgi:app", jobs, TRUST_COPIES=str(copies))
    else:
        service = ServerAndJobs(url, folder / "log", jobs=jobs)
    network = Network(service.port, seed)
    try:
        direct, ledger = f"http://127.0.0.1:{service.port}", Ledger()
        models: dict[tuple[str, str], str] = {}
        for leader in people.leaders[:2]:
            phone = leader.phone(direct)
            for one in world.models(leader.school):
                models[leader.school.code, one.kind] = world.register(phone, one)
            if not phone.sync() or phone.refused:
                raise SystemExit(f"models could not be registered: {phone.problem} {phone.refused[:1]}")
        teachers = []
        for place in CHOSEN:
            account = people.teachers[place]
            transport = ledger.witness(HttpTransport(network.url, account.id, account.cookie, PATIENCE))
            phone = Phone(account.id, transport, scopes=[unit_id(account.school.code)])
            own = {kind: id for (code, kind), id in models.items() if code == account.school.code}
            teachers.append(Teacher(account, phone, own, Random(seed + place)))
        yield Stage(url, service, network, ledger, teachers, Random(seed))
    finally:
        network.close()
        service.end()
