"""What a broken or strange zip archive makes the standard library raise."""

import zipfile
import zlib

BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError),
    RuntimeError,  # of a part that is encrypted
    NotImplementedError,  # of a way to compress that it does not know
)
