"""The room that is left on the disks where the service keeps its data."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from server.doctor.finding import FAULT, OK, WARNING, Finding, mib
from server.doctor.folders import nearest

LOW, EMPTY = 2 << 30, 256 << 20  # bytes below which an administrator is warned, and below which writing is in danger
MAKE_ROOM = "Make room on that disk, or move the folder to a larger one: a full disk takes no work from phones."


def check_disk(folders: Mapping[str, Path]) -> Finding:
    """How much room the fullest of the disks has left. ``folders``: what each holds → the folder."""
    left = {name: shutil.disk_usage(nearest(folder)).free for name, folder in folders.items()}
    found = "; ".join(f"{mib(free)} free for {name} ({folders[name]})" for name, free in left.items()) + "."
    least = min(left.values())
    if least >= LOW:
        return Finding("disk", OK, found)
    return Finding("disk", FAULT if least < EMPTY else WARNING, found, MAKE_ROOM)
