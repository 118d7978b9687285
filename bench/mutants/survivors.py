"""Why a mutant that no test kills may live: ``survivors.toml`` says so by the text of its changed line."""

import tomllib
from pathlib import Path

TABLE = Path(__file__).parent / "survivors.toml"

Justified = dict[str, dict[str, str]]
"""mutmut's name of a function, without a number → what a mutant's changed line is → why no test can kill it."""


def justified() -> Justified:
    """All that ``survivors.toml`` justifies."""
    table: Justified = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return table


def function_of(mutant: str) -> str:
    """mutmut's name of the function that a mutant is of. A mutant's number moves with each change of the function."""
    return mutant.rpartition("__mutmut_")[0]


def changed_to(diff: str) -> str:
    """What a mutant has in place of a line, without the spaces around it; of several lines, joined by a space."""
    lines = (line[1:].strip() for line in diff.splitlines() if line.startswith("+") and not line.startswith("+++"))
    return " ".join(lines)


def reason(mutant: str, diff: str, table: Justified) -> str | None:
    """Why this mutant may live; None if nothing justifies it. ``diff``: what ``mutmut show`` prints of it."""
    return table.get(function_of(mutant), {}).get(changed_to(diff))
