"""The way of a record: which files it passes from ``POST /api/sync`` to the cells, watched while one is sent."""

import sys
from collections.abc import Mapping
from types import CodeType, FrameType

from server.platform.config import ROOT
from tests.village import DAY, Client, Json

FIRST, LAST = ("server/api/sync.py", "sync"), ("server/figures/cells.py", "write")
GROUND = ("server/platform/", "server/models/")
"""What everything stands on: the clock, the database and its tables."""
DEEP = 8  # levels of containers and objects that are looked into
TEXT = "Đường đi của một bản ghi"
"""By which the record is known, in whatever shape: it stands in its answers."""


class Watch:
    """``calls``: the file of each call from one file to another, and whether the record was handed over or back."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, bool]] = []
        self._open: dict[int, int] = {}  # a frame's id → the number of its call
        self._on = False

    def __call__(self, frame: FrameType, event: str, value: object) -> None:
        """A profile function; see ``sys.setprofile``."""
        file = _file(frame.f_code)
        if file is None or file.startswith(GROUND):
            return
        place = (file, frame.f_code.co_name)
        if event == "call":
            self._on = self._on or place == FIRST
            caller = _caller(frame)
            if self._on and caller != file and not (caller.startswith("sync/") and file.startswith("sync/")):
                self._open[id(frame)] = len(self.calls)
                self.calls.append((file, place in (FIRST, LAST) or _holds(dict(frame.f_locals), DEEP)))
            self._on = self._on and place != LAST
        elif event == "return" and id(frame) in self._open:
            call = self._open.pop(id(frame))
            self.calls[call] = (file, self.calls[call][1] or _holds(value, DEEP))


def record_way(client: Client, new: bool) -> list[str]:
    """The files that a record passes, in order, each as often as it is entered anew.

    What is sent is one put that is also submitted: of a new record, or of the author's own draft.
    """
    put = client.put(set={"note": TEXT, "n": 1, "day": DAY}, then="submit")
    if not new:
        client.sync(draft := client.put(set={"note": TEXT, "day": DAY}))
        put = client.put(record=draft["id"], after=draft["id"], set={"note": f"{TEXT}, sửa", "n": 2}, then="submit")
    passed = [file for file, handed in _calls(client, put) if handed]
    return [file for file, before in zip(passed, [None, *passed], strict=False) if file != before]


def _calls(client: Client, put: Json) -> list[tuple[str, bool]]:
    watch, before = Watch(), sys.getprofile()
    sys.setprofile(watch)
    try:
        answer = client.sync(put)
    finally:
        sys.setprofile(before)
    assert answer["outcomes"][put["id"]]["status"] == "submitted"
    return watch.calls


def _file(code: CodeType) -> str | None:
    """The path of one of our functions; None for others' and for what runs when a module is imported."""
    name = code.co_filename
    if not name.startswith((f"{ROOT}/server/", f"{ROOT}/sync/")) or code.co_name == "<module>":
        return None
    return name.removeprefix(f"{ROOT}/")


def _caller(frame: FrameType) -> str:
    """The file of the nearest of our own functions that the call came from; empty if there is none."""
    above = frame.f_back
    while above is not None:
        file = _file(above.f_code)
        if file is not None and not file.startswith(GROUND):
            return file
        above = above.f_back
    return ""


def _holds(value: object, depth: int) -> bool:
    if isinstance(value, str):
        return TEXT in value
    if isinstance(value, bytes):
        return TEXT.encode() in value
    return depth > 0 and any(_holds(part, depth - 1) for part in _parts(value))


def _parts(value: object) -> list[object]:
    """What lies within a container, or one of our own objects; a register holds no answers."""
    if isinstance(value, Mapping):
        return list(value.values())
    if isinstance(value, list | tuple | set | frozenset):
        return list(value)
    module = type(value).__module__
    if not module.startswith(("server.", "sync.")) or module.startswith("sync.registers"):
        return []
    slots = [getattr(value, name) for name in getattr(type(value), "__slots__", ()) if hasattr(value, name)]
    return slots or list(getattr(value, "__dict__", {}).values())
