"""The files of photos in their place: a rendition and a thumbnail for each photo of a scope."""

import errno
import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from server.models.photos import Photo
from server.platform.place import Folder, Place, place_of

if TYPE_CHECKING:
    from server.photos.rendition import Renditions

TYPE = "image/webp"
PUBLIC = "public"
"""In place of a scope: photos that were made anew for everybody to see. No record names them."""


class PhotoFiles:
    """The place of photos; ``setting``: the value of PHOTOS; ``soon``: somebody waits, so that a store that does not
    answer is given up after seconds.

    Whatever its disk or store refuses is raised as OSError with a number, as for any disk that fails.
    """

    def __init__(self, setting: str, soon: bool = False):
        try:
            self.place: Place = place_of(setting, soon)
        except OSError as fault:
            raise OSError(fault.errno or errno.EIO, f"no place for photos: {fault}") from fault

    def put(self, scope: str, sha256: str, made: "Renditions") -> Photo:
        """Store the renditions of a photo, on the disk when this returns; returns its row, with ``bytes`` left out."""
        self.put_file(scope, sha256, False, made.large)
        self.put_file(scope, sha256, True, made.small)
        return Photo(
            scope=scope,
            sha256=sha256,
            large=hashlib.sha256(made.large).hexdigest(),
            small=hashlib.sha256(made.small).hexdigest(),
            size=len(made.large) + len(made.small),
        )

    def has(self, scope: str, sha256: str, small: bool) -> bool:
        """Whether the file of a photo's rendition, or of its thumbnail, is there."""
        return self.place.has(name_of(scope, sha256, small))

    def put_file(self, scope: str, sha256: str, small: bool, body: bytes) -> None:
        """Store one of the two files of a photo."""
        with tempfile.NamedTemporaryFile(prefix="lantoa-photo-") as file:
            file.write(body)
            file.flush()
            try:
                self.place.put(Path(file.name), name_of(scope, sha256, small))
            except OSError as fault:
                raise OSError(fault.errno or errno.EIO, "a photo cannot be stored") from fault

    def read(self, scope: str, sha256: str, small: bool) -> bytes:
        """The file of a photo's rendition, or of its thumbnail. Raises FileNotFoundError."""
        try:
            return self.place.read(name_of(scope, sha256, small))
        except FileNotFoundError:
            raise
        except OSError as fault:
            raise OSError(fault.errno or errno.EIO, "a photo cannot be read") from fault

    def delete(self, scope: str, sha256: str) -> None:
        """Delete both files of a photo, if they are there."""
        for small in (False, True):
            self.place.delete(name_of(scope, sha256, small))

    @property
    def folder(self) -> Path | None:
        """The folder in which they lie; None if they lie in a store."""
        return self.place.folder if isinstance(self.place, Folder) else None


def name_of(scope: str, sha256: str, small: bool) -> str:
    """The name of a photo's file in its place; in folders, as no folder should hold a million files."""
    return f"{sha256[:2]}/{sha256}-{scope}{'-small' if small else ''}.webp"
