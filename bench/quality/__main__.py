"""``python -m bench.quality``: finds and false alarms on worlds with planted faults.

Thresholds are set on the odd seeds; what is said of them is measured on the even ones.
"""

import argparse

from bench.quality.measure import Measured, measure


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20, help="worlds, half of each kind")
    parser.add_argument(
        "--half", choices=["set", "told", "both"], default="both", help="odd seeds, even seeds, or both"
    )
    parser.add_argument("--show", type=int, default=0, help="so many of what was missed and of what was wrong")
    given = parser.parse_args()
    for half, first in (("set", 1), ("told", 2)):
        if given.half not in (half, "both"):
            continue
        total = Measured()
        for seed in range(first, given.seeds + 1, 2):
            total.add(measure(seed))
        print(f"\n{'Odd seeds, on which thresholds are set' if half == 'set' else 'Even seeds'}:\n")
        print("\n".join(total.lines()))
        print("hinted at without a fault, by what they are:", dict(total.hard.most_common()))
        for line in (*total.missed[: given.show], *total.wrong[: given.show]):
            print("-", line)


if __name__ == "__main__":
    main()
