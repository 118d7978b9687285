"""Where backups are kept: a folder, or a store that speaks S3."""

import os
import shutil
from pathlib import Path
from typing import Protocol

from server.platform.config import ROOT

S3 = "s3://"


class Place(Protocol):
    """A place for files: ``put`` is all or nothing, and what it has put outlives a power cut."""

    def put(self, file: Path, name: str) -> None:
        """Store a file under a name."""

    def get(self, name: str, file: Path) -> None:
        """Fetch what is stored under a name into a file. Raises FileNotFoundError."""

    def names(self) -> list[str]:
        """The names of all that is stored, in order."""

    def delete(self, name: str) -> None:
        """Delete what is stored under a name, if anything is."""


class Folder:
    """A folder, made when the first file is put there, for this user alone."""

    def __init__(self, folder: Path):
        self.folder = folder

    def put(self, file: Path, name: str) -> None:
        """Store a file under a name: copied aside, brought to the disk, then renamed."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = self.folder / f".{name}.part"
        try:
            shutil.copyfile(file, aside)
            sync(aside)
            aside.replace(self.folder / name)
        finally:
            aside.unlink(missing_ok=True)
        sync(self.folder)

    def get(self, name: str, file: Path) -> None:
        """Fetch what is stored under a name into a file. Raises FileNotFoundError."""
        shutil.copyfile(self.folder / name, file)

    def names(self) -> list[str]:
        """The names of all that is stored, in order."""
        if not self.folder.is_dir():
            return []
        return sorted(path.name for path in self.folder.iterdir() if not path.name.startswith("."))

    def delete(self, name: str) -> None:
        """Delete what is stored under a name, if anything is."""
        (self.folder / name).unlink(missing_ok=True)


def place_of(setting: str) -> Place:
    """The place that the setting BACKUPS names."""
    if setting.startswith(S3):
        # Of a store's library, only those who have one need anything.
        from server.backups.s3 import Bucket

        return Bucket(setting)
    return Folder(ROOT / setting)


def sync(path: Path) -> None:
    """Bring a file's content, or a folder's names, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
