"""The product's registers as workbooks: whether the oracle takes them, and they make the same registers again."""

from pathlib import Path

from bench.forms import ask
from server.platform.config import ROOT
from server.registers.definition_text import definition, toml
from server.registers.xlsform.reading import read
from server.registers.xlsform.writing import write
from sync.registers import Register, load, parse

DEFINITIONS = ROOT / "server" / "registers" / "definitions"


def check(folder: Path) -> bool:
    """Print what the oracle says of each register's newest version, written into ``folder``; whether all is well."""
    registers = _newest()
    written = {folder / f"{one.key}.xlsx": one for one in registers}
    for path, register in written.items():
        path.write_bytes(write(register))
    found = ask.wrong(written, validate=True)
    again = {path: _makes(path, register) for path, register in written.items()}
    for path in written:
        if found[path] or not again[path]:
            print(f"  {path.stem}: {found[path] or 'does not make the same register again'}")
    sound = sum(not one for one in found.values())
    print(
        f"{len(written)} registers: {sound} are taken by pyxform and ODK Validate, "
        f"{sum(again.values())} make the same register again"
    )
    return sound == len(written) == sum(again.values())


def _newest() -> list[Register]:
    newest: dict[str, Register] = {}
    for path in sorted(DEFINITIONS.glob("*.toml")):
        register = load(path.read_text())
        if register.key not in newest or newest[register.key].version < register.version:
            newest[register.key] = register
    return list(newest.values())


def _makes(path: Path, register: Register) -> bool:
    made = read(path.read_bytes())
    same = not made.faults and parse(made.raw) == register
    return same and load(toml(definition(register))) == register
