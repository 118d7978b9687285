"""A place where files are kept for good, backups or photos: a folder, or a store that speaks S3."""

import os
import shutil
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from server.platform.config import ROOT
from server.platform.private_files import make_private

S3 = "s3://"


class Place(Protocol):
    """A place for files: ``put`` is all or nothing, and what it has put outlives a power cut."""

    def put(self, file: Path, name: str) -> None:
        """Store a file under a name."""

    def get(self, name: str, file: Path) -> None:
        """Fetch what is stored under a name into a file. Raises FileNotFoundError."""

    def read(self, name: str) -> bytes:
        """What is stored under a name. Raises FileNotFoundError."""

    def has(self, name: str) -> bool:
        """Whether anything is stored under a name."""

    def names(self) -> list[str]:
        """The names of all that is stored, in order, but for what lies in folders within."""

    def delete(self, name: str) -> None:
        """Delete what is stored under a name, if anything is."""


class Folder:
    """A folder, made when the first file is put there, for this user alone."""

    def __init__(self, folder: Path):
        self.folder = folder

    def put(self, file: Path, name: str) -> None:
        """Store a file under a name, which may lie in a folder within: copied aside, brought to the disk, then
        renamed."""
        target = self.folder / name
        if not target.parent.is_dir():
            make_private(target.parent)
            sync(target.parent.parent)
        # Two who store the same at once do not write into each other's.
        aside = target.with_name(f".{target.name}.{uuid4().hex[:8]}.part")
        try:
            shutil.copyfile(file, aside)
            sync(aside)
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
        sync(target.parent)

    def get(self, name: str, file: Path) -> None:
        """Fetch what is stored under a name into a file. Raises FileNotFoundError."""
        shutil.copyfile(self.folder / name, file)

    def read(self, name: str) -> bytes:
        """What is stored under a name. Raises FileNotFoundError."""
        return (self.folder / name).read_bytes()

    def has(self, name: str) -> bool:
        """Whether anything is stored under a name."""
        return (self.folder / name).is_file()

    def names(self) -> list[str]:
        """The names of all that is stored, in order, but for what lies in folders within."""
        if not self.folder.is_dir():
            return []
        return sorted(path.name for path in self.folder.iterdir() if path.is_file() and path.name[0] != ".")

    def delete(self, name: str) -> None:
        """Delete what is stored under a name, if anything is."""
        (self.folder / name).unlink(missing_ok=True)


def place_of(setting: str, soon: bool = False) -> Place:
    """The place that a setting names, such as BACKUPS: a folder, from the root of the checkout, or s3://bucket/folder.

    ``soon``: a store that does not answer is given up after seconds. Raises OSError if no store is named so.
    """
    if setting.startswith(S3):
        # Of a store's library, only those who have one need anything.
        from server.platform.bucket import Bucket

        return Bucket(setting, soon)
    return Folder(ROOT / setting)


def sync(path: Path) -> None:
    """Bring a file's content, or a folder's names, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
