"""Reading a request's body that holds several files: ``multipart/form-data``."""

from io import BytesIO
from typing import IO, NamedTuple

from flask import request
from werkzeug.datastructures import FileStorage
from werkzeug.formparser import MultiPartParser

from server.api.request_body import read_bytes
from sync.protocol.problems import Problem

TYPE = "multipart/form-data"
FRAMES = 64 << 10  # bytes beside the files
MOST_PARTS = 50


class SentFile(NamedTuple):
    """A file as it was sent. ``part``: the name of its part of the body; ``name``: what the file is called."""

    part: str
    name: str
    content: bytes


def read_files(most: int) -> list[SentFile]:
    """The files in the request's body, in their order; other parts of it are left out. ``most``: bytes of all.

    Problem ``malformed``, ``too_large``.
    """
    data = read_bytes(most + FRAMES)
    if len(data) > most + FRAMES:
        raise Problem("too_large")
    boundary = request.mimetype_params.get("boundary", "").encode()
    try:
        _, found = MultiPartParser(_memory, max_form_parts=MOST_PARTS).parse(BytesIO(data), boundary, len(data))
    except ValueError:
        raise Problem("malformed") from None
    return [_sent(part, one) for part, several in found.lists() for one in several]


def _sent(part: str, file: FileStorage) -> SentFile:
    return SentFile(part, file.filename or "", file.read())


def _memory(
    total_content_length: int | None, content_type: str | None, filename: str | None, content_length: int | None = None
) -> IO[bytes]:
    """Where a part is kept while it is read: never in a file."""
    return BytesIO()
