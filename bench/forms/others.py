"""Forms of others: how many of those that pyxform converts are taken, what is lost of them, and what holds up most."""

import re
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from bench.forms import ask, silence
from server.platform.cached_workbook import read_values
from server.platform.workbook_faults import Unreadable
from server.registers.drafts import make_draft
from server.registers.uploads import Refused
from server.registers.xlsform.missing import Given
from server.registers.xlsform.reading import read, read_form
from server.registers.xlsform.writing import write
from sync.registers import Register, Registers, parse

SHOWN = 15
NAMED = re.compile(r"“[^”]*”|\"[^\"]*\"|'[^']*'|\[[^\]]*\]|[0-9]+")


class Taken(NamedTuple):
    """What became of a form. ``refused``: the reasons; ``remarks``: what was said; ``silent``: cells that went without
    a word; ``register``: what came of it, None if it is refused."""

    refused: list[str]
    remarks: list[str]
    silent: list[str]
    register: Register | None = None


def check(folder: Path) -> None:
    """Print what becomes of the workbooks in a folder and those below it, and of those written again of them."""
    paths = sorted(path for path in folder.rglob("*.xls*") if not path.name.startswith("~"))
    sound = [path for path, wrong in ask.wrong(paths).items() if wrong is None]
    found = {path: take(path) for path in sound}
    taken = [one for one in found.values() if not one.refused]
    plain = sum(not one.remarks for one in taken)
    again = _again(found)
    silent = {path: one.silent for path, one in found.items() if one.silent}
    share = 100 * len(taken) / max(1, len(sound))
    print(f"{len(paths)} forms in {folder}: pyxform converts {len(sound)}")
    print(f"  {len(taken)} of these are taken ({share:.0f} %), {plain} with nothing to remark")
    print(f"  {len(silent)} lose something in silence")
    print(f"  {len(taken) - len(again)} are written as workbooks that pyxform takes and that make the same register")
    _most("  refused because", Counter(_kind(text) for one in found.values() for text in set(one.refused)))
    _most("  remarked, in so many forms", Counter(_kind(text) for one in taken for text in {*one.remarks}))
    for path, cells in sorted(silent.items())[:SHOWN]:
        print(f"  in silence: {path.name}: {'; '.join(cells[:4])}")
    for path, wrong in sorted(again.items()):
        print(f"  written again: {path.name}: {wrong[:150]}")
    for path, one in sorted(found.items()):
        if one.refused:
            print(f"  refused: {path.name}: {one.refused[0][:150]}")


def take(path: Path) -> Taken:
    """What becomes of a workbook that is uploaded with the dialogue's own guesses."""
    try:
        sheets = read_values(path.read_bytes())
    except Unreadable as fault:
        return Taken([one.en for one in fault.faults], [], [])
    given = Given(file=path.stem)
    files = {one.name: one.read_bytes() for one in path.parent.glob("*.csv")}
    made = read_form(sheets, given, files)
    if made.missing:
        guessed = {"key": made.missing["key"], "title": made.missing["title"], "period": made.missing["period"]}
        given |= {name: guessed[name] for name in made.missing["lacking"] if name in guessed}
        given["without"] = made.missing["files"]
        made = read_form(sheets, given, files)
    remarks, silent = [one.en for one in made.remarks if one.row], silence.lost(sheets, given, files)
    try:
        return Taken([], remarks, silent, make_draft(Registers([]), [], {}, made).register)
    except Refused as refused:
        return Taken([fault.en for fault in refused.faults], remarks, silent)


def _again(found: Mapping[Path, Taken]) -> dict[Path, str]:
    """The forms of which no sound workbook comes again, each with what is wrong with it."""
    with tempfile.TemporaryDirectory() as folder:
        written = {}
        for number, (path, one) in enumerate(found.items()):
            if one.register:
                written[path] = Path(folder) / f"{number}.xlsx"
                written[path].write_bytes(write(one.register))
        answers = ask.wrong(written.values())
        wrong = {path: answers[made] or _another(made, found[path].register) for path, made in written.items()}
    return {path: text for path, text in wrong.items() if text}


def _another(path: Path, register: Register | None) -> str:
    made = read(path.read_bytes())
    if made.faults:
        return made.faults[0].en
    return "" if parse(made.raw) == register else "it makes another register"


def _kind(text: str) -> str:
    return NAMED.sub("…", text)


def _most(what: str, counted: Counter[str]) -> None:
    for text, number in counted.most_common(SHOWN):
        print(f"{what} {number:>4}  {text}")
