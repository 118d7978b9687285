"""``make mutants``: break lines of merge, log, access and figures one at a time, and see a test of theirs fail.

Each group is tried in a copy of the checkout, by mutmut, with that group's own tests. Of all its mutants a share is
drawn by a seed, so that a run is bounded and can be repeated. Ends with 1 where a mutant survives that
``survivors.toml`` does not justify.

    python -m bench.mutants --seed 7 --mutants 400 merge access
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from pathlib import Path

from bench.mutants.draw import drawn
from bench.mutants.survivors import justified, reason

ROOT = Path(__file__).resolve().parents[2]
GROUPS = tomllib.loads((Path(__file__).parent / "groups.toml").read_text(encoding="utf-8"))
"""Each group of code → its ``share`` of all mutants, the ``files`` to mutate, and ``tests`` and ``marks`` to run."""
LEFT_OUT = (".git", ".venv", "node_modules", "var", ".hypothesis", ".mypy_cache", ".ruff_cache", "dist")
KILLED = {1, 3}  # mutmut's exit codes: a test failed
TIMED_OUT = {24, 36, -24, 255}
CONFIG = """[mutmut]
source_paths=
    server
    sync
only_mutate=
    {files}
also_copy=
    client
    bench
    docs
    wsgi.py
    gunicorn.conf.py
    README.md
    Makefile
    requirements.txt
pytest_add_cli_args=
    -q
    -p
    no:xdist
    -p
    no:cacheprovider
    -p
    bench.mutants.nodeid
    -m
    not postgres and not browser and {marks}
    --hypothesis-profile
    mutants
pytest_add_cli_args_test_selection=
    {tests}
use_setproctitle=false
timeout_multiplier=6
timeout_constant=10
"""


def copied(group: dict, folder: Path) -> Path:
    """Copy the checkout into ``folder``, with mutmut's settings for a group of ``GROUPS``; returns the copy."""
    copy = folder / "checkout"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
    lists = {name: "\n    ".join(group[name]) for name in ("files", "tests")}
    (copy / "setup.cfg").write_text(CONFIG.format(**lists, marks=group["marks"]), encoding="utf-8")
    return copy


NONE = "Filtered for specific mutants, but nothing matches"  # what mutmut says once it has made and counted them


def mutmut(copy: Path, *words: str, ends_with: str | None = None) -> None:
    """Run mutmut with arguments, ``words``, in a copy of the checkout. Raises SystemExit with its output if it fails.

    A failure whose output contains ``ends_with`` is expected and ignored.
    """
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "", "LANTOA_DEMO": "0"}
    log = copy / "mutmut.log"
    with log.open("ab") as out:
        code = subprocess.run(
            [sys.executable, "-m", "mutmut", *words], cwd=copy, env=environment, stdout=out, stderr=out, check=False
        ).returncode
    said = log.read_text(encoding="utf-8", errors="replace") if code else ""
    if code and not (ends_with and ends_with in said):
        sys.stderr.write(said[-4000:])
        raise SystemExit(f"mutmut {' '.join(words[:1])} ended with {code}")


def results(copy: Path) -> dict[str, int | None]:
    """All mutants that mutmut has made in a copy: name → exit code of its tests, None if it was not tried."""
    found: dict[str, int | None] = {}
    for path in sorted((copy / "mutants").rglob("*.meta")):
        found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def shown(copy: Path, mutant: str) -> str:
    """A mutant as a diff of its function."""
    words = [sys.executable, "-m", "mutmut", "show", mutant]
    return subprocess.run(words, cwd=copy, check=False, capture_output=True, text=True).stdout


def tried(name: str, most: int, seed: int) -> Counter[str]:
    """Of one group's mutants, try ``most``, drawn by ``seed``: how many were ``killed``, ``justified``, ``survived``.

    ``timed out``: it may run for ever, or the machine was busy; a person has to look. Prints each that was not killed,
    as a diff, and why it may live if that is known.
    """
    group, table, counts = GROUPS[name], justified(), Counter[str]()
    with tempfile.TemporaryDirectory(prefix="lantoa-mutants-") as folder:
        copy = copied(group, Path(folder))
        mutmut(copy, "run", "--max-children", "2", "none", ends_with=NONE)
        every = results(copy)
        lot = drawn(every, most, seed)
        print(f"{name}: {len(lot)} of {len(every)} mutants", flush=True)
        mutmut(copy, "run", "--max-children", "2", *lot)
        found = results(copy)
        for mutant in lot:
            if found[mutant] in KILLED:
                counts["killed"] += 1
                continue
            diff = shown(copy, mutant)
            why = reason(mutant, diff, table)
            ended = "justified" if why else "timed out" if found[mutant] in TIMED_OUT else "survived"
            counts[ended] += 1
            print(f"  {mutant}: {why or ended}\n{diff}", flush=True)
    return counts


def read_arguments(words: list[str] | None = None) -> argparse.Namespace:
    """The command's arguments: ``groups``, all of them if none is named, ``mutants`` and ``seed``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="*", default=[], choices=[*GROUPS, []])
    parser.add_argument("--mutants", type=int, default=260, help="of all groups together")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(words)
    given.groups = given.groups or list(GROUPS)
    return given


def main() -> int:
    given = read_arguments()
    counts, start = Counter[str](), time.monotonic()
    for name in given.groups:
        counts += tried(name, max(1, round(given.mutants * GROUPS[name]["share"])), given.seed)
    minutes = (time.monotonic() - start) / 60
    print(f"{counts.total()} mutants in {minutes:.1f} min: {dict(counts)}")
    return 1 if counts["survived"] else 0


if __name__ == "__main__":
    sys.exit(main())
