"""Sketches of long texts, by which those with much in common are found among all that were ever sent."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Select, delete, insert, literal, select, union_all
from sqlalchemy.orm import Session

from server.models.quality import TextSketch
from server.quality.likeness import runs
from sync.protocol.answers import Answers
from sync.registers import Register

SMALLEST = 16  # hashes of a text that are kept
SHARED = 2  # of them in two texts: they may be alike
LISTED = 40  # records that are looked up by one hash: what office prose begins with is in thousands
CANDIDATES = 12  # records whose texts are read


def long_texts(register: Register, data: Answers) -> dict[str, str]:
    """The long texts of a record's answers, by field."""
    fields = (field.name for field in register.fields.values() if field.type == "longtext")
    return {name: data[name] for name in fields if isinstance(data.get(name), str)}


def sketch(text: str) -> list[int]:
    """The smallest hashes of a text's runs of words, as 64-bit numbers: the same for the same runs, always."""
    return sorted(_hash(run) for run in runs(text))[:SMALLEST]


def keep(session: Session, record: str, texts: Iterable[str]) -> None:
    """Replace the sketches of a record by those of its texts, if they are others."""
    hashes = {one for text in texts for one in sketch(text)}
    if hashes == set(session.scalars(select(TextSketch.hash).where(TextSketch.record == record))):
        return
    forget(session, record)
    if hashes:
        session.execute(insert(TextSketch), [{"hash": one, "record": record} for one in sorted(hashes)])


def forget(session: Session, record: str) -> None:
    """Delete the sketches of a record."""
    session.execute(delete(TextSketch).where(TextSketch.record == record))


def candidates(session: Session, text: str, but: str) -> list[str]:
    """The ids of records, ``but`` one, whose texts may have much in common with this one; the likeliest first."""
    parts = [_with(one, but) for one in sketch(text)]
    if not parts:
        return []
    found = Counter(row.record for row in session.execute(union_all(*parts)))
    return [record for record, count in found.most_common(CANDIDATES) if count >= SHARED]


def _with(hash_: int, but: str) -> Select[tuple[str]]:
    inner = select(TextSketch.record).where(TextSketch.hash == literal(hash_), TextSketch.record != but).limit(LISTED)
    return select(inner.subquery().c.record)


def _hash(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), signed=True)
