"""The storm at the floor: as many phones as ``bench.load.phones`` has post as many records, all at once."""

import os
import threading
import time
from dataclasses import dataclass
from statistics import quantiles

from bench.load import world
from bench.load.served import Served, cpu
from bench.scenarios.floor import HEADERS, bare, packed
from bench.scenarios.line import Line
from sync.phone import Phone
from sync.phone.stamps import uuid7


@dataclass(frozen=True, slots=True)
class Storm:
    """Records a second, milliseconds of the server's processor a record, seconds that 95 of 100 requests took at most,
    records lost, and the machine's load at its end."""

    rate: float
    server: float
    slow: float
    lost: int
    load: float


def storm(floor: Served, answer: str, phones: int, records: int) -> Storm:
    """Have so many phones post so many records each at the same moment; ``answer``: the path that they post to."""
    body = _body(records)
    start, waited = threading.Barrier(phones + 1), list[float]()

    def post() -> None:
        line = Line(floor.url)
        start.wait()
        asked = time.perf_counter()
        line.post(answer, body, HEADERS)
        waited.append(time.perf_counter() - asked)
        line.close()

    threads = [threading.Thread(target=post) for _ in range(phones)]
    for thread in threads:
        thread.start()
    before = cpu(floor.pid)
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds, sent = time.perf_counter() - began, phones * records
    return Storm(
        sent / seconds, (cpu(floor.pid) - before) * 1000 / sent, quantiles(waited, n=20)[-1], 0, os.getloadavg()[0]
    )


def _body(count: int) -> bytes:
    """So many activities of a school of the demo, bare."""
    line = Line("http://127.0.0.1")
    phone = Phone(uuid7(), line, scopes=[uuid7()])
    for one in next(iter(world.activities_by_school().values()))[:count]:
        world.log(phone, uuid7(), one)
    return packed(bare([item.mutation for item in phone.outbox]))
