"""The manifest of a backup: what it holds, from when, and the hash of each part."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

FORMAT = 1
NAME = "manifest.json"


@dataclass(slots=True)
class Manifest:
    """What a backup holds.

    ``database``: ``sqlite`` or ``postgresql``. ``release``: the newest migration of its tables. ``made``: ISO 8601, in
    UTC. ``heads``: scope id → [rev, chain] at the end of its log. ``parts``: path in the backup → SHA-256 in hex.
    """

    database: str
    release: str
    made: str
    heads: dict[str, list[int | str]]
    parts: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Hash the parts that lie in a folder, and write the manifest beside them."""
        self.parts = {str(path.relative_to(folder)): digest(path) for path in _files(folder)}
        (folder / NAME).write_text(json.dumps(asdict(self), indent=1))

    def faults(self, folder: Path) -> list[str]:
        """What differs between the parts in a folder and the manifest, one English text each."""
        found = {str(path.relative_to(folder)) for path in _files(folder)}
        faults = [f"{name}: not in the manifest" for name in sorted(found - self.parts.keys())]
        for name, expected in sorted(self.parts.items()):
            if name not in found:
                faults.append(f"{name}: missing")
            elif digest(folder / name) != expected:
                faults.append(f"{name}: its content is not what was backed up")
        return faults


def read(folder: Path) -> Manifest:
    """The manifest in a folder. Raises ValueError for one that is missing, unreadable or of a later format."""
    try:
        made = Manifest(**json.loads((folder / NAME).read_text()))
    except (OSError, TypeError, ValueError) as fault:
        raise ValueError(f"this is no backup, or a damaged one: {fault}") from None
    if made.format > FORMAT:
        raise ValueError(f"the backup has format {made.format}, of a newer release; this one reads up to {FORMAT}")
    return made


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != NAME)
