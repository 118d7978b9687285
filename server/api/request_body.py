"""Reading a request's body: of bounded size, inflated, whole, and as strict JSON."""

import sys
import zlib
from collections.abc import Iterator
from typing import Any

import marshmallow as ma
from flask import request

from sync.protocol.canonical import parse, sound
from sync.protocol.exchange import BODY_LIMIT, COMPRESSED_LIMIT
from sync.protocol.problems import Problem

CHUNK = 64 << 10
DRAIN_LIMIT = 64 << 20  # read on past the limit, so that the refusal reaches whoever is still sending

# Bodies may be nested 900 deep before they are malformed; the interpreter's own limit must not come first.
sys.setrecursionlimit(max(sys.getrecursionlimit(), 4_000))


def read_json() -> object:
    """The request's body, parsed. Problem ``malformed`` or ``too_large``."""
    try:
        return parse(_read())
    except ValueError:
        raise Problem("malformed") from None


def read_sound_json() -> object:
    """The same, where every text and number must be one that can be kept. Problem ``malformed`` if one is not."""
    value = read_json()
    if not sound(value):
        raise Problem("malformed")
    return value


def read_as(schema: ma.Schema) -> Any:
    """The body as ``schema`` describes it. Problem ``malformed`` that names the members that are not."""
    content = read_sound_json()
    if not isinstance(content, dict):
        raise Problem("malformed", {"_schema": {"rule": "type"}})
    try:
        return schema.load(content)
    except ma.ValidationError as fault:
        raise Problem("malformed", {str(name): {"rule": "type"} for name in fault.messages}) from None


def request_body(schema: type[ma.Schema]) -> dict[str, object]:
    """How the API's description names a body that ``read_as`` reads."""
    return {"content": {"application/json": {"schema": schema}}, "required": True}


def read_bytes(most: int) -> bytes:
    """The body of a file, byte for byte; of one that is larger, ``most`` bytes and one more. Problem ``malformed``."""
    data, size = bytearray(), 0
    for chunk in _chunks():
        size += len(chunk)
        data += chunk[: max(0, most + 1 - len(data))]
        if size > DRAIN_LIMIT:
            break
    return bytes(data)


def _read() -> bytes:
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding in ("", "identity"):
        return _bounded(_chunks(), BODY_LIMIT)
    if encoding != "gzip":
        raise Problem("malformed")
    return _inflate(_bounded(_chunks(), COMPRESSED_LIMIT))


def _chunks() -> Iterator[bytes]:
    """The body as it arrives. Problem ``malformed`` if it is shorter than announced: no server says so by itself."""
    announced, size = request.content_length, 0
    while chunk := request.stream.read(CHUNK):
        size += len(chunk)
        yield chunk
    if announced is not None and size < announced:
        raise Problem("malformed")


def _bounded(chunks: Iterator[bytes], limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > DRAIN_LIMIT:
            break
        if size <= limit:
            parts.append(chunk)
    if size > limit:
        raise Problem("too_large")
    return b"".join(parts)


def _inflate(packed: bytes) -> bytes:
    unpack = zlib.decompressobj(wbits=31)
    try:
        body = unpack.decompress(packed, BODY_LIMIT)
    except zlib.error:
        raise Problem("malformed") from None
    if unpack.unconsumed_tail:
        raise Problem("too_large")
    if not unpack.eof or unpack.unused_data:
        raise Problem("malformed")
    return body
