"""Reading a request's body: of bounded size, inflated, whole, and as strict JSON."""

import sys
import zlib
from collections.abc import Iterator
from typing import Any

import marshmallow as ma
from flask import request

from sync.protocol.canonical import parse, parts, sound
from sync.protocol.exchange import BODY_LIMIT, COMPRESSED_LIMIT, VALUES_LIMIT
from sync.protocol.problems import Problem

CHUNK = 64 << 10
DRAIN_LIMIT = 64 << 20  # bytes read of a body that is too large, so that its sender gets to read the refusal

# Bodies may be nested 900 deep before they are malformed; the interpreter's own limit must not come first.
sys.setrecursionlimit(max(sys.getrecursionlimit(), 4_000))


def read_json() -> object:
    """The request's body, parsed as strict JSON; it may be gzipped. Problem ``malformed`` or ``too_large``."""
    body = _read()
    if parts(body) > VALUES_LIMIT:
        raise Problem("too_large")
    try:
        return parse(body)
    except ValueError:
        raise Problem("malformed") from None


def read_sound_json() -> object:
    """The request's body, parsed as ``read_json`` does; every text and number in it must be one that can be stored.

    Problem ``malformed``, also if one is not (see ``sound``); ``too_large``.
    """
    value = read_json()
    if not sound(value):
        raise Problem("malformed")
    return value


def read_as(schema: ma.Schema) -> Any:
    """The request's body as a dict, loaded by a Marshmallow schema.

    Problem ``malformed``, which names the members that do not fit the schema; ``too_large``.
    """
    content = read_sound_json()
    if not isinstance(content, dict):
        raise Problem("malformed", {"_schema": {"rule": "type"}})
    try:
        return schema.load(content)
    except ma.ValidationError as fault:
        raise Problem("malformed", {str(name): {"rule": "type"} for name in fault.messages}) from None


def request_body(schema: type[ma.Schema]) -> dict[str, object]:
    """An entry for a JSON body in the API's description, as OpenAPI has it; ``schema``: that given to ``read_as``."""
    return {"content": {"application/json": {"schema": schema}}, "required": True}


def read_bytes(most: int) -> bytes:
    """The request's body as bytes, for an uploaded file.

    Of a body larger than ``most`` only the first ``most + 1`` bytes, by which the caller sees that it is too large.
    Problem ``malformed`` if the body is shorter than announced.
    """
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
    """The request's body, chunk by chunk as it arrives. Problem ``malformed`` if it is shorter than announced."""
    announced, size = request.content_length, 0
    while chunk := request.stream.read(CHUNK):
        size += len(chunk)
        yield chunk
    if announced is not None and size < announced:
        raise Problem("malformed")


def _bounded(chunks: Iterator[bytes], limit: int) -> bytes:
    """The chunks as one text of bytes. Problem ``too_large`` if it would have more than ``limit`` bytes."""
    kept: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > DRAIN_LIMIT:
            break
        if size <= limit:
            kept.append(chunk)
    if size > limit:
        raise Problem("too_large")
    return b"".join(kept)


def _inflate(packed: bytes) -> bytes:
    """The bytes that were gzipped. Problem ``malformed`` if they were not; ``too_large`` beyond ``BODY_LIMIT``."""
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
