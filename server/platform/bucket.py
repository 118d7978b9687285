"""Files in a store that speaks S3; keys, region and endpoint are those of the usual AWS_ variables."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from server.platform.fault_text import first_line

TRUE = ("1", "true", "on", "yes", "y")  # what AWS_ALLOW_HTTP may say


class Bucket:
    """A folder of a bucket. ``url``: s3://bucket/folder. ``soon``: give up after seconds, not minutes.

    Whatever the store refuses, or a store that does not answer, is raised as OSError.
    """

    def __init__(self, url: str, soon: bool = False):
        with _explained():
            self.store = _store_of_seconds(url) if soon else S3Store.from_url(url)

    def put(self, file: Path, name: str) -> None:
        """Store a file under a name: S3 shows it when it is whole."""
        with _explained():
            self.store.put(name, file)

    def get(self, name: str, file: Path) -> None:
        """Fetch what is stored under a name into a file. Raises FileNotFoundError."""
        with _explained(), file.open("wb") as out:
            for part in self.store.get(name).stream():
                out.write(part)

    def read(self, name: str) -> bytes:
        """What is stored under a name. Raises FileNotFoundError."""
        with _explained():
            return bytes(self.store.get(name).bytes())

    def has(self, name: str) -> bool:
        """Whether anything is stored under a name."""
        try:
            with _explained():
                self.store.head(name)
        except FileNotFoundError:
            return False
        return True

    def names(self) -> list[str]:
        """The names of all that is stored, in order, but for what lies in folders within."""
        with _explained():
            return sorted(entry["path"] for entry in self.store.list_with_delimiter()["objects"])

    def delete(self, name: str) -> None:
        """Delete what is stored under a name, if anything is."""
        with _explained():
            self.store.delete(name)


def _store_of_seconds(url: str) -> S3Store:
    """A store that is asked once more at most: a phone is better told to come back than kept from sending the rest."""
    http = os.environ.get("AWS_ALLOW_HTTP", "").lower() in TRUE  # options of the client leave it unread
    return S3Store.from_url(
        url,
        client_options={"connect_timeout": timedelta(seconds=3), "timeout": timedelta(seconds=10), "allow_http": http},
        retry_config={"max_retries": 1, "retry_timeout": timedelta(seconds=5)},
    )


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except NotFoundError as fault:
        raise FileNotFoundError(first_line(fault)) from None
    except BaseError as fault:
        raise OSError(f"the store of files: {first_line(fault)}") from None
