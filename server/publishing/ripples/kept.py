"""The models as a process read them last, for a minute: no reader's request reads records."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from server.platform.database import read
from server.publishing.ripples.models import PublicModel, public_models
from server.publishing.ripples.takers import takers
from sync.registers import Registers

SECONDS = 60
"""For how long what was read is shown: what was approved, or taken back, is public at the latest so much later."""


@dataclass(frozen=True)
class Models:
    """All models; ``edition`` is another whenever they were read anew and differ."""

    edition: int
    models: tuple[PublicModel, ...]

    def find(self, key: str) -> PublicModel | None:
        """The model whose address ends so, None if there is none.

        One that a school made up is known by what stands behind the last hyphen, as its name may change.
        """
        tail = key.rpartition("-")[2]
        for model in self.models:
            if model.key == key or (model.own and model.key.rpartition("-")[2] == tail):
                return model
        return None


class KeptModels:
    """What one process keeps of one database."""

    def __init__(self) -> None:
        self._kept: tuple[float, Models] | None = None
        self._lock = Lock()

    def get(self, registers: Callable[[], Registers]) -> Models:
        """The models of the registers that make theirs public, at most ``SECONDS`` old. Needs an app context."""
        found = self._fresh()
        if found:
            return found
        with self._lock:
            found = self._fresh() or self._renewed(_read(registers()))
        return found

    def _fresh(self) -> Models | None:
        kept = self._kept
        return kept[1] if kept and time.monotonic() - kept[0] < SECONDS else None

    def _renewed(self, models: tuple[PublicModel, ...]) -> Models:
        before = self._kept[1] if self._kept else Models(0, ())
        after = before if before.models == models else Models(before.edition + 1, models)
        self._kept = (time.monotonic(), after)
        return after


def _read(registers: Registers) -> tuple[PublicModel, ...]:
    found: list[PublicModel] = []
    with read() as session:
        for register in registers.all_latest():
            if register.ripple:
                found += public_models(register, register.ripple, takers(session, register, register.ripple))
    return tuple(found)
