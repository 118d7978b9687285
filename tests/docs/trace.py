"""Which of our files a piece of work really goes through, in the order in which it first enters each."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from types import CodeType, FrameType
from typing import Any

from server.platform.config import ROOT

OURS = (f"{ROOT}/server/", f"{ROOT}/sync/")
DEEP = 8  # levels of containers that are looked into


class Way:
    """``entered``: files by their first call; ``carriers``: those with a function that gave the value back."""

    def __init__(self, carries: Callable[[object], bool]):
        self.entered: list[str] = []
        self.carriers: list[str] = []
        self._carries = carries
        self._files: dict[CodeType, str | None] = {}

    def note(self, frame: FrameType, event: str, value: object) -> None:
        """A profile function; see ``sys.setprofile``."""
        if event not in ("call", "return"):
            return
        file = self._files.setdefault(frame.f_code, _file(frame.f_code))
        if file is None:
            return
        if file not in self.entered:
            self.entered.append(file)
        if event == "return" and file not in self.carriers and _holds(value, self._carries, DEEP):
            self.carriers.append(file)


@contextmanager
def traced(carries: Callable[[object], bool]) -> Iterator[Way]:
    """The way of what is done within, and who handed on a value for which ``carries`` is true."""
    way, before = Way(carries), sys.getprofile()
    sys.setprofile(way.note)
    try:
        yield way
    finally:
        sys.setprofile(before)


def in_order(named: Sequence[str], entered: Sequence[str]) -> list[str]:
    """The named files that were entered, in the order in which they were."""
    return [file for file in entered if file in named]


def _file(code: CodeType) -> str | None:
    """The path of one of our functions; None for others' and for what runs when a module is imported."""
    if not code.co_filename.startswith(OURS) or code.co_name == "<module>":
        return None
    return code.co_filename.removeprefix(f"{ROOT}/")


def _holds(value: Any, carries: Callable[[object], bool], depth: int) -> bool:
    if isinstance(value, str | bytes | int | float | None):
        return carries(value)
    if depth == 0:
        return False
    return any(_holds(part, carries, depth - 1) for part in _parts(value))


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        yield from value.values()
    elif isinstance(value, list | tuple | set | frozenset):
        yield from value
    elif is_dataclass(value) and not isinstance(value, type):
        yield from (getattr(value, field.name) for field in fields(value))
