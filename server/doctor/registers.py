"""Whether every definition of a register loads: the files of this release, and those published here since."""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.orm import Session

from server.doctor.finding import FAULT, OK, Finding
from server.registers.published import published_texts
from sync.registers import Registers
from sync.registers.loading import RegisterFaults

SHOWN = 5


def check_registers(session: Session, directories: Iterable[Path]) -> Finding:
    """Whether all registers load together; ``directories``: the folders of definition files."""
    try:
        registers = Registers(directories, published_texts(session))
    except RegisterFaults as faults:
        found = f"Registers do not load: {'; '.join(faults.faults[:SHOWN])}."
        todo = (
            "Put the named files back as the release has them; a published form is mended by the release that took it."
        )
        return Finding("registers", FAULT, found, todo)
    return Finding("registers", OK, f"{len(registers.all_latest())} registers load.")
