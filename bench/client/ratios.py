"""Compares the app with the smallest pages possible ("floors"): python -m bench.client.ratios http://127.0.0.1:8000/

Measures how long a new phone takes until its first field has a letter, on 2G and slow 3G with the CPU at a sixth, and
how long a phone takes that has opened the page before and has no network. Build floor/preact first (see README.md). A
shared machine is never quiet: the result are the ratios of medians, not the times.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.platform.config import ROOT

HERE = Path(__file__).parent
FLOORS = {"preact": (HERE / "floor/preact/dist", 8451), "static": (HERE / "floor/static", 8452)}
GOALS = {"cold slow3g / preact": 1.5, "cold 2g / preact": 1.5, "warm offline / static": 1.25}
RUNS = ("--runs", "5", "--warm-runs", "9")


@contextmanager
def served(folder: Path, port: int) -> Iterator[str]:
    """A context that serves the files in a folder on a port of this machine; gives the address."""
    command = [sys.executable, "-m", "bench.client.serve_static", str(folder), str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait()


def measured(url: str, selector: str) -> dict[str, float]:
    """Median milliseconds until the field of a page takes a letter: ``cold <network>`` and ``warm offline`` → ms."""
    command = [sys.executable, "-m", "bench.client.measure", url, "--selector", selector, *RUNS]
    found = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout)
    times = {f"cold {network}": run["usable"] for network, run in found["cold"].items()}
    return times | {"warm offline": found["warm_offline"]["usable"]}


def main(url: str) -> int:
    """Measure the app at ``url`` and the floors, and print times and ratios; returns 1 if a ratio is above its goal."""
    times = {"app": measured(url, "input[name=username]")}
    for name, (folder, port) in FLOORS.items():
        with served(folder, port) as address:
            times[name] = measured(address, "input[name=name]")
    for name, found in times.items():
        print(f"{name:8}", "  ".join(f"{what} {ms:.0f} ms" for what, ms in found.items()))
    missed = 0
    for goal, most in GOALS.items():
        what, floor = goal.split(" / ")
        ratio = times["app"][what] / times[floor][what]
        missed += ratio > most
        print(f"{goal}: {ratio:.2f} (at most {most})")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
