"""Plays every row, or one, and writes what came of it into docs/reliability.md: python -m bench.trust worker-sqlite.

It fails if anything was lost, doubled or altered.
"""

import argparse
import sys

from bench.trust.page import put
from bench.trust.rows import ROWS, Done, play

PROGRAM = "python -m bench.trust"


def cells(key: str, done: Done) -> list[object]:
    """The row of the table for what was played."""
    verdict = done.verdict
    wrong = [len(verdict.lost), len(verdict.duplicated), len(verdict.altered)]
    return [
        *(done.row.what, done.row.database, done.struck, f"{done.bad:,}", f"{done.saved:,}"),
        *(*wrong, f"{done.seconds:.0f}", f"`{PROGRAM} {key}`"),
    ]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("rows", nargs="*", metavar="row", help=f"all, or some of {', '.join(ROWS)}")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--share", type=float, default=1.0, help="of the faults of the long form: 0.1 is a tenth")
    options.add_argument("--seconds", type=float, default=900, help="after which a row ends")
    given = options.parse_args()
    wrong = []
    for key in given.rows or ROWS:
        row = ROWS[key]
        done = play(row, max(1, round(row.count * given.share)), given.seed, given.seconds)
        print(*cells(key, done), sep=" | ", flush=True)
        put(f"{PROGRAM} {key}", cells(key, done))
        for fault in done.verdict.faults[:20]:
            print(f"  {fault}", flush=True)
        wrong += done.verdict.faults
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
