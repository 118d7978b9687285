"""The short forms in which log entries keep bodies, outcomes and sessions, all read back exactly as they were.

A body names ids that stand in columns of the same row, and words that most mutations have; nearly every outcome is the
version that stands there too. What earlier releases stored whole is read as it is.
"""

import re
import zlib
from collections.abc import Sequence
from typing import Any, Protocol, cast

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import InstrumentedAttribute as Attribute

from sync.protocol.ids import Version
from sync.protocol.outcome import Outcome

SESSION = 16
"""Digits of a session's digest, of 64, by which a log entry names it: no two sessions share so many."""

IDS = ("mutation", "scope", "record", "after")
"""The columns with the ids that are left out of a body."""
PACKED = 1
"""First byte of a body that was packed in the form of this release; one that is stored whole begins with ``{``."""

# Control characters, which canonical JSON has only escaped: 1 to 4 stand for the ids in columns, 5 for the time, 6
# comes before the 16 bytes of any other id.
_MARKS, _OTHER = (b"\x01", b"\x02", b"\x03", b"\x04", b"\x05"), b"\x06"
_ID = re.compile(rb'"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"')
_STANDS_FOR = re.compile(rb"[\x01-\x05]|\x06(.{16})", re.DOTALL)

# Frozen: what was packed with it can be read with nothing else. What occurs most often comes last.
_DICTIONARY = (
    "Các em học sinh thầy cô giáo phụ huynh nhà trường lớp 1 lớp 2 lớp 3 lớp 4 lớp 5 lớp 6 lớp 7 lớp 8 lớp 9 mầm non "
    "tiểu học trung học cơ sở bán trú bản xã tỉnh năm học hoạt động trải nghiệm cùng nhau được không những của và với "
    "cho các em, một buổi chiều buổi sáng tham gia tổ chức chăm sóc vườn rau thư viện đọc sách tiếng Việt giúp bạn "
    "trong ngoài trời về đến từ là có làm người việc ngày tuần tháng nhiều hơn đã ở để khi thì mỗi "
    '{"add":{"after":"\x04","asks":"nothing"reopen"},"field":"title","text":"Đề nghị thầy cô xem lại, ghi rõ hơn ạ. '
    '"remove":{"resolves":{"set":{"name":"date":"2026-0","day":"2025-1","note":"year":"count":"number":true,:false,:null,'
    ':["\x06"]},"then":"submit","unit":"\x02"}{"after":"\x04","at":"\x05","base":"1.","do":"return","id":"\x01","record":'
    '"\x03","text":"Xin thầy cô ghi rõ hơn {"after":"\x04","at":"\x05","base":"2","do":"delete"withdraw","id":"\x01",'
    '"record":"\x03","unit":"\x02"}{"at":"\x05","base":"1","do":"verify","id":"\x01","record":"\x03","unit":"\x02"}'
    '{"at":"\x05","do":"put","form":"@1","id":"\x01","period":"2025-2026","record":"\x03","set":{"},"then":"submit",'
    '"unit":"\x02"}{"at":"\x05","base":"2","do":"approve","id":"\x01","record":"\x03","unit":"\x02"}'
).encode()
_WINDOW = 12  # of 4 KB: a larger one costs more to set up than most bodies to pack
_DEFLATE = zlib.compressobj(6, zlib.DEFLATED, -_WINDOW, 4, zlib.Z_DEFAULT_STRATEGY, _DICTIONARY)


class Entry(Protocol):
    """A log entry, or a row with these columns of one."""

    @property
    def mutation(self) -> str: ...
    @property
    def scope(self) -> str | None: ...
    @property
    def record(self) -> str | None: ...
    @property
    def after(self) -> str | None: ...
    @property
    def at(self) -> str | None: ...
    @property
    def stored_body(self) -> bytes: ...


class Settled(Protocol):
    """A log entry, or a row with these columns of one."""

    @property
    def rev(self) -> int | None: ...
    @property
    def chain(self) -> str | None: ...
    @property
    def stored_outcome(self) -> dict[str, Any]: ...


def body_of(entry: Entry) -> bytes:
    """The mutation as it came, as canonical JSON."""
    return unpack(entry.stored_body, (entry.mutation, entry.scope, entry.record, entry.after), entry.at)


def outcome_of(entry: Settled) -> Outcome:
    """The outcome that the mutation's phone was answered."""
    stored = cast(Outcome, entry.stored_outcome)
    if entry.rev is None or "version" in stored:
        return stored
    return {"version": str(Version(entry.rev, entry.chain or "")), **stored}


def stored_outcome(outcome: Outcome, rev: int | None, chain: str | None) -> Outcome:
    """An outcome as the log stores it: without the version, if that is what the entry's columns say."""
    if rev is None or outcome.get("version") != str(Version(rev, chain or "")):
        return outcome
    short = outcome.copy()
    del short["version"]
    return short


def is_session(digest: ColumnElement[Any] | Attribute[Any], named: Attribute[str | None]) -> ColumnElement[bool]:
    """Whether a session's digest is that which a log entry names by its beginning; earlier releases named it whole."""
    # Not by ``substr``: so the indexes of digests serve. No digit of theirs comes after f.
    return and_(digest >= named, digest < named.concat("g"))


def pack(body: bytes, ids: Sequence[str | None], at: str | None) -> bytes:
    """A body, canonical JSON, as the log stores it; whole if it would not be shorter.

    ``ids``: what stands in the columns ``IDS``, and ``at`` in that of the time; ``unpack`` must be given the same.
    """
    dense = body
    for mark, text in zip(_MARKS, (*ids, at), strict=True):
        if text:
            dense = dense.replace(text.encode(), mark)
    dense = _ID.sub(_short, dense)
    deflate = _DEFLATE.copy()
    packed = bytes([PACKED]) + deflate.compress(dense) + deflate.flush()
    return packed if len(packed) < len(body) else body


def unpack(stored: bytes, ids: Sequence[str | None], at: str | None) -> bytes:
    """The body that ``pack`` was given, byte for byte; one that is stored whole is returned as it is."""
    if not stored or stored[0] != PACKED:
        return stored
    stands = [(text or "").encode() for text in (*ids, at)]

    def whole(found: re.Match[bytes]) -> bytes:
        if found[1] is None:
            return stands[found[0][0] - 1]
        digits = found[1].hex()
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}".encode()

    dense = zlib.decompressobj(-zlib.MAX_WBITS, _DICTIONARY).decompress(stored[1:])
    return _STANDS_FOR.sub(whole, dense)


def _short(found: re.Match[bytes]) -> bytes:
    return b'"%b%b"' % (_OTHER, bytes.fromhex(found[1].replace(b"-", b"").decode()))
