"""Backups in a store that speaks S3; keys, region and endpoint are those of the usual AWS_ variables."""

from pathlib import Path

from obstore.store import S3Store


class Bucket:
    """A folder of a bucket. ``url``: s3://bucket/folder."""

    def __init__(self, url: str):
        self.store = S3Store.from_url(url)

    def put(self, file: Path, name: str) -> None:
        """Store a file under a name: S3 shows it when it is whole."""
        self.store.put(name, file)

    def get(self, name: str, file: Path) -> None:
        """Fetch what is stored under a name into a file. Raises FileNotFoundError."""
        with file.open("wb") as out:
            for part in self.store.get(name).stream():
                out.write(part)

    def names(self) -> list[str]:
        """The names of all that is stored, in order."""
        return sorted(entry["path"] for page in self.store.list() for entry in page)

    def delete(self, name: str) -> None:
        """Delete what is stored under a name, if anything is."""
        self.store.delete(name)
