"""Where exported files are kept: in a folder or, if the setting EXPORTS is ``database``, in the database."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from sqlalchemy import delete, make_url, select
from sqlalchemy.orm import Session

from server.models.jobs import ExportJob, ExportPart
from server.platform.config import ROOT
from server.platform.private_files import make_private

IN_DATABASE = "database"
PART = 1 << 20  # bytes of a file in one row


def beside_database(config: Mapping[str, object], ending: str) -> Path:
    """The path of a file about the database of the settings: beside an SQLite file, else in the folder of exports,
    which server and jobs share."""
    return _beside(str(config["DATABASE_URL"]), str(config["EXPORTS"]), ending)


@cache
def _beside(database: str, exports: str, ending: str) -> Path:
    # Each exchange wants to know, and reading an address takes as long as a statement.
    url = make_url(database)
    if url.get_backend_name() == "sqlite":
        return Path(f"{url.database}.{ending}")
    return Store(exports).folder / f".{ending}"


class Store:
    """Keeps exported files, and the files from which they are being made.

    ``setting``: the value of EXPORTS, ``database`` or a folder. Unfinished files always lie in a folder.
    """

    def __init__(self, setting: str):
        self.in_database = setting == IN_DATABASE
        self.folder = Path(tempfile.gettempdir()) / "lantoa-exports" if self.in_database else ROOT / setting

    def prepare(self) -> None:
        """Make the folder, if it does not exist, for this user alone."""
        make_private(self.folder)

    def spool(self, job: ExportJob) -> Path:
        """The path of the job's spool: the records that have been read so far, as lines of JSON."""
        return self.folder / f"{job.id}.spool"

    def unfinished(self, job: ExportJob) -> Path:
        """The path of the job's file while it is being made."""
        return self.folder / f"{job.id}.part"

    def file(self, job: ExportJob) -> Path:
        """The path of the job's finished file; used only if files are kept in a folder."""
        return self.folder / f"{job.id}.{job.format}"

    def take(self, session: Session, job: ExportJob) -> int:
        """Store the job's unfinished file as the finished one, replacing an earlier one; returns its size in bytes."""
        path = self.unfinished(job)
        size = path.stat().st_size
        if not self.in_database:
            os.replace(path, self.file(job))
            return size
        session.execute(delete(ExportPart).where(ExportPart.job == job.id))
        with path.open("rb") as file:
            for number, body in enumerate(iter(lambda: file.read(PART), b"")):
                session.add(ExportPart(job=job.id, number=number, body=body))
                session.flush()
        return size

    def read(self, session: Session, job: ExportJob) -> Iterator[bytes] | None:
        """The bytes of the job's finished file, in parts of 1 MiB.

        Without such a file: None if files are kept in a folder, no parts if in the database.
        """
        if self.in_database:
            return self._parts(session, job)
        return self._file(job) if self.file(job).is_file() else None

    def _file(self, job: ExportJob) -> Iterator[bytes]:
        with self.file(job).open("rb") as file:
            yield from iter(lambda: file.read(PART), b"")

    def _parts(self, session: Session, job: ExportJob) -> Iterator[bytes]:
        numbers = select(ExportPart.number).where(ExportPart.job == job.id).order_by(ExportPart.number)
        for number in session.scalars(numbers).all():
            yield session.execute(
                select(ExportPart.body).where(ExportPart.job == job.id, ExportPart.number == number)
            ).scalar_one()

    def clear(self, job: ExportJob, finished: bool = False) -> None:
        """Delete the job's spool and unfinished file from the folder; with ``finished`` also the finished file."""
        for path in (self.spool(job), self.unfinished(job), *([self.file(job)] if finished else [])):
            path.unlink(missing_ok=True)

    def drop(self, session: Session, job: ExportJob) -> None:
        """Delete a job and all of its files, in the folder and in the database."""
        self.clear(job, finished=True)
        session.execute(delete(ExportPart).where(ExportPart.job == job.id))
        session.delete(job)
