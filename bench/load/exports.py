"""Measures writing records to a workbook and to CSV: ``python -m bench.load.exports [rows]`` prints seconds, peak RSS.

Only the making of the file from the spool is measured: the step whose memory could grow with the records.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from server.exports import records_csv, records_workbook
from server.exports.notation import Notation
from server.platform.config import ROOT
from sync.registers import Registers

ROWS = (1_000, 50_000)


def line(number: int) -> dict[str, object]:
    """A record as a line of the spool has it, the same for all numbers but for its key and title."""
    data = {"title": f"Hoạt động {number}", "date": "2026-10-05", "what": "Nội dung hoạt động " * 12, "students": 24}
    names = dict.fromkeys(
        ("unit", "place", "period", "author", "code", "school", "review", "device"), "Trường Tiểu học"
    )
    return names | {
        "key": str(number),
        "form": 1,
        "edits": 0,
        "status": "approved",
        "submitted": "2026-10-05T01:00:00.000Z",
        "data": data,
        "named": {},
    }


def lines(count: int) -> Iterator[dict[str, object]]:
    return map(line, range(count))


def measure(kind: str, count: int) -> None:
    register = max(
        Registers([ROOT / "server" / "registers" / "definitions"]).all_latest(), key=lambda one: len(one.fields)
    )
    with tempfile.TemporaryDirectory() as folder:
        path, began = Path(folder) / f"file.{kind}", time.perf_counter()
        if kind == "csv":
            records_csv.comma_separated(path, register, lines(count))
        else:
            records_workbook.workbook(path, register, lines(count), Notation(), "vi", ["Điện Biên"])
        took, size = time.perf_counter() - began, path.stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{kind:<5}{count:>8} rows{took:>8.1f} s{size / 1e6:>8.1f} MB file{peak:>8.0f} MB peak RSS", flush=True)


def main() -> None:
    if len(sys.argv) == 3:
        measure(sys.argv[1], int(sys.argv[2]))
        return
    counts = [int(sys.argv[1])] if len(sys.argv) == 2 else ROWS
    for kind in ("csv", "xlsx"):
        for count in counts:
            # A process each: the peak of one must not be the other's.
            subprocess.run([sys.executable, "-m", "bench.load.exports", kind, str(count)], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
