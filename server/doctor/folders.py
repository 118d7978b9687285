"""The folders in which the service keeps its data, by what they hold."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import make_url

from server.exports.storage import Store
from server.platform.config import ROOT
from server.platform.place import S3


def folders(config: Mapping[str, object]) -> dict[str, Path]:
    """What a folder holds, ``database``, ``exports`` or ``backups``, → the folder; ``config``: the settings, by key.

    A database on a server of its own, and backups in an S3 store, have no folder here. A folder may not exist yet.
    """
    found: dict[str, Path] = {}
    url = make_url(str(config["DATABASE_URL"]))
    if url.get_backend_name() == "sqlite" and url.database:
        found["database"] = Path(url.database).parent
    found["exports"] = Store(str(config["EXPORTS"])).folder
    if not str(config["BACKUPS"]).startswith(S3):
        found["backups"] = ROOT / str(config["BACKUPS"])
    return found


def nearest(folder: Path) -> Path:
    """The folder itself or, while it does not exist, the nearest above it that does."""
    return next(path for path in (folder, *folder.parents) if path.exists())
