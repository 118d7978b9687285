"""The storm at the floor: as many phones as ``bench.load.phones`` has post as many records, as many at a time."""

import os
from dataclasses import dataclass
from statistics import quantiles

from bench.load import storm, world
from bench.load.line import Line
from bench.load.served import Served, cpu
from bench.scenarios.floor import HEADERS, bare, packed
from sync.phone import Phone
from sync.phone.stamps import uuid7


@dataclass(frozen=True, slots=True)
class Measured:
    """Records a second, milliseconds of processors a record, of the server and its database, seconds that 95 of 100
    requests took at most, records lost, and the machine's load at its end."""

    rate: float
    server: float
    database: float
    slow: float
    lost: int
    load: float


def at_the_floor(floor: Served, answer: str, phones: int, records: int) -> Measured:
    """Have so many phones post so many records each; ``answer``: the path that they post to."""
    body, sent = _body(records), phones * records
    around = storm.Storm(phones)

    def post() -> None:
        line = Line(floor.url)
        around.request(lambda: line.post(answer, body, HEADERS))
        line.close()

    seen = around.rage([post] * phones, lambda: cpu(floor.pid))
    spent = (seen.after - seen.before) * 1000 / sent
    return Measured(sent / seen.seconds, spent, 0, quantiles(seen.waited, n=20)[-1], 0, os.getloadavg()[0])


def _body(count: int) -> bytes:
    """So many activities of a school of the demo, bare."""
    line = Line("http://127.0.0.1")
    phone = Phone(uuid7(), line, scopes=[uuid7()])
    for one in next(iter(world.activities_by_school().values()))[:count]:
        world.log(phone, uuid7(), one)
    return packed(bare([item.mutation for item in phone.outbox]))
