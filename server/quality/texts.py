"""Long texts that repeat what somebody else has written, of the same unit or of another."""

from collections.abc import Iterator

from sqlalchemy import select

from server.models.log import Record
from server.quality.hint import Hint
from server.quality.likeness import alike, runs
from server.quality.sketches import candidates, long_texts
from server.quality.surroundings import NOT_SENT, Surroundings, before
from server.quality.thresholds import TEXT_RUNS, TEXT_SHARED


def repeated_texts(around: Surroundings) -> Iterator[Hint]:
    """The long texts of a record that have much in common with one that somebody else had sent before. What many write
    is nobody's, and left out."""
    for name, text in long_texts(around.register, around.record.data).items():
        common = around.others.common_runs(around.session, around.register, around.record.period)
        own = runs(text) - common
        if len(own) < TEXT_RUNS:
            continue
        found = ((alike(own, runs(other) - common), id_) for id_, other in _others(around, name, text))
        share, other = max(found, default=(0.0, ""))
        if share >= TEXT_SHARED:
            yield Hint("text", name, {name: text}, {"share": round(share, 2)}, other)


def _others(around: Surroundings, name: str, text: str) -> Iterator[tuple[str, str]]:
    """The ids and texts of records by others that may be alike."""
    record = around.record
    for one in around.own:
        if one.author != record.author and isinstance(one.data.get(name), str):
            yield one.id, one.data[name]
    query = select(Record.id, Record.data).where(
        Record.id.in_(candidates(around.session, text, record.id)),
        Record.author != record.author,
        Record.status.not_in(NOT_SENT),
        before(record),
    )
    for id_, data in around.session.execute(query):
        for other in long_texts(around.register, data).values():
            yield id_, other
