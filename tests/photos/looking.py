"""What becomes of many files in the room for strangers' files, one after another in one process of its limits."""

import json

from server.photos.rendition import LIMITS, REFUSED, render
from server.platform.sandbox.run import run

EACH = LIMITS._replace(cpu=LIMITS.cpu * 8, wall=LIMITS.wall * 8)


def outcomes(files: dict[str, bytes]) -> dict[str, str]:
    """``refused``, ``taken`` or ``memory`` of each; raises SandboxFault if all used more time than eight may."""
    return dict(zip(files, json.loads(run(look_at_each, *files.values(), limits=EACH)), strict=True))


def look_at_each(*files: bytes) -> bytes:
    return json.dumps([_outcome(data) for data in files]).encode()


def _outcome(data: bytes) -> str:
    try:
        return "refused" if render(data) == REFUSED else "taken"
    except MemoryError:
        return "memory"
