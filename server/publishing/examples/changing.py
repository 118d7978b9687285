"""Preparing an example of records, and changing what it tells, with new files of its photos."""

from collections.abc import Iterable, Mapping
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.access.examples import keeps_examples
from server.access.viewer import Viewer
from server.audit.actor import Act
from server.models.examples import PREPARED, Example, ExampleModel, ExamplePhoto, ExampleRecord
from server.models.log import Record
from server.models.org import Unit
from server.photos.showing import consent_to
from server.platform.clock import now
from server.publishing.examples import originals, photo_files
from server.publishing.examples.content import MOST_RECORDS, ChosenPhoto, Content
from server.publishing.examples.photo_making import Key, Made, Wanted, key_of
from sync.folding import fold
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem
from sync.registers import Register, Registers


def prepare(act: Act, registers: Registers, ids: list[str]) -> str:
    """Begin an example of approved records, with what they say themselves; returns its id.

    Raises Problem ``forbidden`` to all but the department and administrators, ``not_found``, and ``invalid`` by
    ``records``: see ``originals.tellable``; ``count`` for none, or too many.
    """
    session = act.session
    refuse_strangers(act.viewer)
    if not 0 < len(ids) <= MOST_RECORDS:
        raise Problem("invalid", {"records": {"rule": "count", "count": [1, MOST_RECORDS]}})
    records = originals.tellable(session, act.viewer, registers, ids)
    first = records[0]
    register = originals.publishing(registers, first)
    unit = session.get_one(Unit, first.scope)
    kind, label = originals.kind_of(register, first)
    example = Example(
        id=str(uuid4()),
        kind=kind,
        kind_label=dict(label),
        year=originals.year_of(session, first),
        unit=unit.id,
        title=originals.title_of(register, first)[:200],
        story="\n\n".join(filter(None, (originals.story_of(one, each) for one, each in _with(registers, records)))),
        credit=originals.credit_of(session, register, first, unit),
        prepared_by=act.viewer.account,
    )
    session.add(example)
    session.flush()
    rest_on(session, registers, example, records)
    act.record("example.prepare", ("example", example.id), example.unit, name=example.title)
    return example.id


def photos_to_make(session: Session, viewer: Viewer, id_: str, version: int, content: Content) -> list[Wanted]:
    """Those photos of a content of which the example has no such file yet, to be made before it is changed. Raises
    Problem as ``change``."""
    _refuse_other(viewer, session.get(Example, id_) if is_uuid(id_) else None, version, (PREPARED,))
    there = {_key_of(one) for one in _photos(session, id_)}
    records = _refuse_photos(session, id_, content)
    return [Wanted(one, records[one.record].scope) for one in content.photos if key_of(one) not in there]


def change(act: Act, id_: str, version: int, content: Content, made: Mapping[Key, Made]) -> list[str]:
    """Give an example that is being prepared other texts and photos; returns the keys of files that are to go.

    Raises Problem ``forbidden``, ``not_found``, ``changed_meanwhile``, ``bad_transition`` for one that is not being
    prepared, and ``invalid`` by ``photos``: ``unknown`` for one that its records do not name, ``consent`` for one of
    which nobody put down that the people in it agreed.
    """
    session = act.session
    example = find(session, act.viewer, id_, version)
    _refuse_photos(session, id_, content)
    example.version += 1
    example.title, example.story, example.credit = content.title, content.story, content.credit
    example.prepared_by, example.prepared_at = act.viewer.account, now()
    example.search_text = _search_text(session, example)
    gone = _lay_photos(session, example, content, made)
    act.record("example.change", ("example", id_), example.unit, name=example.title)
    return gone


def find(session: Session, viewer: Viewer, id_: str, version: int, *states: str) -> Example:
    """An example that is about to be changed, locked. Raises Problem ``forbidden``, ``not_found``,
    ``changed_meanwhile``, and ``bad_transition`` unless it is in one of ``states``: being prepared, if none is
    given."""
    example = session.get(Example, id_, with_for_update=True) if is_uuid(id_) else None
    return _refuse_other(viewer, example, version, states or (PREPARED,))


def _refuse_other(viewer: Viewer, example: Example | None, version: int, states: tuple[str, ...]) -> Example:
    refuse_strangers(viewer)
    if example is None:
        raise Problem("not_found")
    if example.version != version:
        raise Problem("changed_meanwhile", {"version": {"rule": "now", "value": example.version}})
    if example.state not in states:
        raise Problem("bad_transition")
    return example


def refuse_strangers(viewer: Viewer) -> None:
    """Raise Problem ``forbidden`` to all but the department and administrators."""
    if not keeps_examples(viewer):
        raise Problem("forbidden")


def rest_on(session: Session, registers: Registers, example: Example, records: list[Record]) -> None:
    """Note that an example tells of these records, as they stand approved now, and of which models."""
    for table in (ExampleRecord, ExampleModel):
        session.execute(delete(table).where(table.example == example.id))
    session.add_all(
        ExampleRecord(
            example=example.id, record=one.id, number=number, version=f"{one.rev}.{one.chain}", since=one.since
        )
        for number, one in enumerate(records)
    )
    for number, model in enumerate(originals.models_of(session, registers, records)):
        register = originals.publishing(registers, model)
        kind, label = originals.kind_of(register, model)
        title = originals.title_of(register, model)
        session.add(
            ExampleModel(
                example=example.id, record=model.id, number=number, title=title, kind=kind, kind_label=dict(label)
            )
        )
    session.flush()
    example.search_text = _search_text(session, example)


def records_of(session: Session, example: str) -> list[str]:
    """The ids of the records that an example tells of, in their order."""
    query = select(ExampleRecord.record).where(ExampleRecord.example == example)
    return [*session.scalars(query.order_by(ExampleRecord.number))]


def _with(registers: Registers, records: Iterable[Record]) -> list[tuple[Register, Record]]:
    return [(originals.publishing(registers, one), one) for one in records]


def _photos(session: Session, example: str) -> list[ExamplePhoto]:
    return [*session.scalars(select(ExamplePhoto).where(ExamplePhoto.example == example))]


def _refuse_photos(session: Session, example: str, content: Content) -> dict[str, Record]:
    """The records of an example by id. Raises Problem ``invalid`` for photos that are not theirs, or not agreed to."""
    ids = records_of(session, example)
    records = {one.id: one for one in session.scalars(select(Record).where(Record.id.in_(ids)))}
    for one in content.photos:
        record = records.get(one.record)
        if record is None or not consent_to(record, one.sha256):
            raise Problem("invalid", {"photos": {"rule": "consent" if record else "unknown"}})
    return records


def _lay_photos(session: Session, example: Example, content: Content, made: Mapping[Key, Made]) -> list[str]:
    """Give an example the photos of a content in their order; returns the keys of those that it has no more."""
    there = {_key_of(one): one for one in _photos(session, example.id)}
    for number, one in enumerate(content.photos):
        row = there.pop(key_of(one), None)
        if row is None:
            # Its redaction was changed by somebody else, who was given another file of it.
            new = made.get(key_of(one))
            if new is None:
                raise Problem("changed_meanwhile")
            session.merge(new.photo)
            row = ExamplePhoto(
                key=new.photo.sha256,
                example=example.id,
                record=one.record,
                source=one.sha256,
                redaction=one.redaction,
                width=new.redacted.width,
                height=new.redacted.height,
                bytes=len(new.redacted.files.large),
            )
            session.add(row)
        row.number, row.alt = number, one.alt
    gone = [row.key for row in there.values()]
    session.execute(delete(ExamplePhoto).where(ExamplePhoto.key.in_(gone)))
    photo_files.forget(session, gone)
    return gone


def _key_of(row: ExamplePhoto) -> Key:
    return key_of(ChosenPhoto(row.record, row.source, row.alt, row.redaction))


def _search_text(session: Session, example: Example) -> str:
    """What an example is found by, folded: its texts, its unit with all that that lies in, its kind and its models."""
    unit = session.get_one(Unit, example.unit)
    around = select(Unit.name).where(Unit.id.in_(unit.place.strip("/").split("/")))
    models = select(ExampleModel.title).where(ExampleModel.example == example.id)
    texts = (example.title, example.story, example.credit, example.kind_label["vi"])
    return fold(" ".join([*texts, *session.scalars(around), *session.scalars(models)]))
