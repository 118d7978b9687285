"""Prints the table of the six scenarios, for the floor and for our server on both databases: python -m bench.scenarios

Five are one phone on 2G (128 kbit/s up, 200 down, 600 ms), a real one of ``sync/phone``; the sixth is a storm without
a slow network. The floor is posted the same records, bare. Medians of the runs, each with a connection of its own.
"""

import argparse
import os
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.load import phones, world
from bench.load.line import Line
from bench.load.served import served
from bench.scenarios.floor import HEADERS, floor, packed
from bench.scenarios.school import School, Seen, over_2g
from bench.scenarios.storm import Measured, at_the_floor
from server.demo.content import schools
from server.platform.config import database_url

KINDS = ("postgres", "sqlite")
PHONES, RECORDS = 200, 20  # of the storm
ROW = "{:22} {:9} {:>8} {:>8} {:>9} {:>8} {:>8} {:>13} {:>9} {:>5}"
STORM = "{:22} {:9} {:>10} {:>10} {:>12} {:>8} {:>6} {:>5}"


@dataclass(frozen=True, slots=True)
class Scenario:
    """What one phone on 2G does, and how good that is to be."""

    queued: int
    new: int
    goal: str
    empty: bool = False
    once: bool = False  # one run is enough: it takes minutes


SCENARIOS = {
    "50 queued + 10 new": Scenario(50, 10, "1 request, up ≤ 1.03 ×, down ≤ 1.25 ×, ≤ 1.05 × the seconds"),
    "one record": Scenario(1, 0, "≤ 1.04 × the seconds, body up ≤ 700 B"),
    "nothing": Scenario(0, 0, "≤ 1.03 × the seconds, both bodies ≤ 250 B"),
    "1,000 queued": Scenario(1_000, 0, "≤ 1.12 × the seconds, largest request ≤ 64 KB"),
    "empty, fetches 10,000": Scenario(0, 10_000, "down ≤ 1.03 ×, ≤ 1.06 × the seconds", empty=True, once=True),
}
STORM_GOAL = "≥ 1,400 records/s (SQLite ≥ 1,000), ≤ 0.9 ms, p95 ≤ 0.8 s, 0 lost"

Results = dict[str, dict[str, list[Seen]]]  # scenario → server → runs


def ours(kind: str, names: list[str], runs: int, folder: Path, results: Results) -> None:
    """Measure the scenarios on one database; the bodies that the floor is given go into the folder."""
    with phones.database(kind) as (url, _):
        people = world.build(database_url(url), 2 * len(schools()))
        with served(url) as server:
            models = phones.register(people, server)
            for name in names:
                one = SCENARIOS[name]
                school = School(server.url, people, models, int(one.empty))
                for _ in range(1 if one.once else runs):
                    seen, goes, came = school.run(one.queued, one.new, one.empty)
                    results[name][kind].append(seen)
                Path(folder, f"{name}.request").write_bytes(packed(goes))
                Path(folder, f"{name}.answer").write_bytes(packed(came))


def lowest(names: list[str], runs: int, folder: Path, results: Results) -> list[Measured]:
    """Measure the scenarios at the floor, and the storm as often as ``runs``."""
    (folder / "0").write_bytes(packed([]))
    with floor(folder) as server:
        for number, name in enumerate(names):
            (folder / f"{number}.answer").write_bytes((folder / f"{name}.answer").read_bytes())
            body = (folder / f"{name}.request").read_bytes()

            def post(line: Line, body: bytes = body, path: str = f"/{number}.answer") -> None:
                line.post(path, body, HEADERS)

            post(Line(server.url))  # the answer is read from the disk once
            for _ in range(1 if SCENARIOS[name].once else runs):
                results[name]["floor"].append(over_2g(server.url, post))
        return [at_the_floor(server, "/0", PHONES, RECORDS) for _ in range(runs)]


def shown(name: str, by_server: dict[str, list[Seen]]) -> None:
    """Print the rows of one scenario."""
    lowest = median(one.seconds for one in by_server["floor"])
    for server in ("floor", *KINDS):
        runs = by_server[server]
        seconds = median(one.seconds for one in runs)
        ups = [up for one in runs for up, _ in one.bodies]
        downs = [down for one in runs for _, down in one.bodies]
        figures = (
            f"{median(one.requests for one in runs):.0f}",
            f"{median(one.up for one in runs) / 1000:.2f}",
            f"{median(one.down for one in runs) / 1000:.2f}",
            f"{seconds:.2f}",
            f"{seconds / lowest:.3f}",
            f"{median(ups):.0f} + {median(downs):.0f}",
            f"{max(ups) / 1000:.1f}",
            f"{median(one.load for one in runs):.1f}",
        )
        print(ROW.format(name if server == "floor" else "", server, *figures))
    print(f"{'':22} goal: {SCENARIOS[name].goal}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", choices=[*SCENARIOS, "storm"], action="append", help="may be given several times")
    given = parser.parse_args()
    names = [name for name in SCENARIOS if name in (given.only or SCENARIOS)]
    results: Results = defaultdict(lambda: defaultdict(list))
    with tempfile.TemporaryDirectory(prefix="lantoa-scenarios-") as temporary:
        folder = Path(temporary)
        for kind in KINDS if names else ():
            ours(kind, names, given.runs, folder, results)
        storms = lowest(names, given.runs, folder, results)
    if names:
        heads = ("requests", "KB up", "KB down", "2G s", "× floor", "bodies B", "largest KB", "load")
        print(ROW.format("", "", *heads))
        for name in names:
            shown(name, results[name])
    if given.only is None or "storm" in given.only:
        weather(storms, given.runs)


def weather(lowest: list[Measured], runs: int) -> None:
    """Do the storms on both databases, and print them below the floor's."""
    print(STORM.format("", "", "records/s", "server ms", "database ms", "p95 s", "lost", "load"))
    for server in ("floor", *KINDS):
        found = lowest if server == "floor" else [_of(server) for _ in range(runs)]
        figures = (
            f"{median(one.rate for one in found):.0f}",
            f"{median(one.server for one in found):.2f}",
            f"{median(one.database for one in found):.2f}",
            f"{median(one.slow for one in found):.2f}",
            max(one.lost for one in found),
            f"{median(one.load for one in found):.1f}",
        )
        print(STORM.format(f"storm {PHONES} × {RECORDS}" if server == "floor" else "", server, *figures), flush=True)
    print(f"{'':22} goal: {STORM_GOAL}")


def _of(kind: str) -> Measured:
    run = phones.measure(kind, PHONES, RECORDS)
    each = 1000 / run.records
    return Measured(
        run.records / run.seconds, run.server * each, run.database * each, run.slow, run.lost, os.getloadavg()[0]
    )


if __name__ == "__main__":
    main()
