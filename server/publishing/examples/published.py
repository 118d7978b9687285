"""Reading the examples that everybody may read, as plain values: all that a public page needs.

What a page shows may change without an edition: when consent to a photo is taken back, or a record is reopened. An
ETag is made of what is shown.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, select, tuple_
from sqlalchemy.orm import Session

from server.models.examples import Example, ExampleModel, ExamplePhoto
from server.models.log import Record
from server.models.org import Unit
from server.photos.showing import consent_to
from server.platform.clock import day_of, utc_text
from server.publishing.examples.photo_files import SMALL
from server.publishing.examples.readable import PublicChoices, PublicExample, PublicModel, PublicPage, PublicPhoto
from server.publishing.examples.standing import is_read, photos_of
from sync.folding import search_terms
from sync.protocol.canonical import sound_text
from sync.protocol.ids import is_sha256, is_uuid
from sync.protocol.register_entry import Bilingual
from sync.vietnamese import sort_key


def published_examples(
    session: Session,
    *,
    year: str | None = None,
    kind: str | None = None,
    commune: str | None = None,
    model_kind: str | None = None,
    search: str = "",
    after: str | None = None,
    limit: int = 24,
) -> PublicPage:
    """The examples that everybody may read, the newest first; a filter that is None is none.

    ``commune``: a unit's id. ``search``: words, with or without diacritics. ``after``: the cursor of the page before;
    one that is none gives the first page.
    """
    query = select(Example).where(is_read(), *_filters(year, kind, commune, model_kind, search))
    if (start := _read_cursor(after)) is not None:
        query = query.where(tuple_(Example.published_at, Example.id) < tuple_(*start))
    order = (Example.published_at.desc(), Example.id.desc())
    found = session.scalars(query.order_by(*order).limit(limit + 1)).all()
    shown = found[:limit]
    cursor = _write_cursor(shown[-1]) if len(found) > limit else None
    return PublicPage(as_read(session, shown), cursor)


def published_example(session: Session, slug: str) -> PublicExample | None:
    """The example at an address, if everybody may read it now."""
    if not sound_text(slug):
        return None
    found = session.scalars(select(Example).where(is_read(), Example.slug == slug)).all()
    return next(iter(as_read(session, found)), None)


def published_choices(session: Session) -> PublicChoices:
    """What the examples that everybody may read can be filtered by."""
    kinds = select(Example.kind, Example.kind_label).where(is_read(), Example.kind.is_not(None))
    models = select(ExampleModel.kind, ExampleModel.kind_label).join(Example, Example.id == ExampleModel.example)
    years = session.scalars(select(Example.year).where(is_read()).distinct().order_by(Example.year.desc()))
    return PublicChoices(
        tuple(years),
        _labelled(session, kinds.order_by(Example.published_at)),
        _labelled(session, models.where(is_read(), ExampleModel.kind.is_not(None)).order_by(Example.published_at)),
        _communes(session),
    )


def public_photo(session: Session, key: str) -> PublicPhoto | None:
    """A photo of an example that everybody may read now, by its key; its bytes: ``photo_files.read_file``."""
    if not is_sha256(key):
        return None
    query = (
        select(ExamplePhoto, Record)
        .join(Example, Example.id == ExamplePhoto.example)
        .join(Record, Record.id == ExamplePhoto.record)
        .where(ExamplePhoto.key == key, is_read())
    )
    row = session.execute(query).one_or_none()
    return _photo(row[0]) if row is not None and consent_to(row[1], row[0].source) else None


def as_read(session: Session, examples: Sequence[Example]) -> tuple[PublicExample, ...]:
    """Some examples as they are read once they are published; a preview of others is made of it, too."""
    ids = [one.id for one in examples]
    units = _units(session, {one.unit for one in examples})
    photos, models = photos_of(session, ids), _models(session, ids)
    return tuple(
        _as_read(one, units, models.get(one.id, []), photos[one.id].shown if one.id in photos else [])
        for one in examples
    )


def _as_read(
    one: Example, units: dict[str, Unit], models: list[ExampleModel], photos: list[ExamplePhoto]
) -> PublicExample:
    unit = units[one.unit]
    commune = units.get(_commune_of(unit) or "")
    moment = one.published_at or one.changed_at
    return PublicExample(
        id=one.id,
        slug=one.slug or "",
        title=one.title,
        paragraphs=paragraphs(one.story),
        credit=one.credit,
        kind=one.kind,
        kind_label=one.kind_label,
        year=one.year,
        unit_id=unit.id,
        unit_name=unit.name,
        commune_id=commune.id if commune else None,
        commune_name=commune.name if commune else None,
        models=tuple(PublicModel(model.record, model.title, model.kind, model.kind_label) for model in models),
        photos=tuple(_photo(photo) for photo in photos),
        fanpage_link=one.fanpage_link,
        fanpage_day=one.fanpage_day,
        published_at=moment,
        day=day_of(moment),
        edition=one.edition,
        changed_at=one.changed_at,
    )


def paragraphs(story: str) -> tuple[str, ...]:
    """The paragraphs of a plain text: what stands between empty lines."""
    parts = ("\n".join(lines).strip() for lines in _blocks(story.splitlines()))
    return tuple(part for part in parts if part)


def _blocks(lines: list[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line.strip())
        else:
            blocks.append([])
    return blocks


def _filters(
    year: str | None, kind: str | None, commune: str | None, model_kind: str | None, search: str
) -> list[ColumnElement[bool]]:
    conditions = [Example.search_text.contains(term, autoescape=True) for term in search_terms(search)]
    if year is not None:
        conditions.append(Example.year == year)
    if kind is not None:
        conditions.append(Example.kind == kind)
    if commune is not None:
        within = select(Unit.id).where(Unit.place.contains(f"/{commune}/", autoescape=True))
        conditions.append(Example.unit.in_(within))
    if model_kind is not None:
        of_kind = exists().where(ExampleModel.example == Example.id, ExampleModel.kind == model_kind)
        conditions.append(of_kind)
    return conditions


def _photo(photo: ExamplePhoto) -> PublicPhoto:
    shrunk = min(1.0, SMALL / max(photo.width, photo.height))
    size = (max(1, round(photo.width * shrunk)), max(1, round(photo.height * shrunk)))
    return PublicPhoto(photo.key, photo.alt, photo.width, photo.height, *size, photo.bytes)


def _models(session: Session, examples: Sequence[str]) -> dict[str, list[ExampleModel]]:
    query = select(ExampleModel).where(ExampleModel.example.in_(examples)).order_by(ExampleModel.number)
    found: dict[str, list[ExampleModel]] = {}
    for model in session.scalars(query):
        found.setdefault(model.example, []).append(model)
    return found


def _units(session: Session, ids: set[str]) -> dict[str, Unit]:
    """Some units, and the communes that they lie in, by id."""
    found = {unit.id: unit for unit in session.scalars(select(Unit).where(Unit.id.in_(ids)))}
    communes = {commune for unit in found.values() if (commune := _commune_of(unit))}
    return found | {unit.id: unit for unit in session.scalars(select(Unit).where(Unit.id.in_(communes)))}


def _commune_of(unit: Unit) -> str | None:
    """The id of the commune that a unit is or lies in: the second of its place."""
    parts = unit.place.strip("/").split("/")
    return parts[1] if len(parts) > 1 else None


def _communes(session: Session) -> dict[str, str]:
    units = select(Example.unit).where(is_read())
    places = session.scalars(select(Unit).where(Unit.id.in_(units)))
    ids = {commune for unit in places if (commune := _commune_of(unit))}
    named = session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(ids)))
    return dict(sorted(((id_, name) for id_, name in named), key=lambda one: (sort_key(one[1]), one[0])))


def _labelled(session: Session, query: Select[str | None, dict]) -> dict[str, Bilingual]:
    """Values with their labels; of two that one value has, the later."""
    return {value: label for value, label in session.execute(query) if value is not None}


def _write_cursor(one: Example) -> str:
    assert one.published_at
    return f"{utc_text(one.published_at, 'microseconds')}_{one.id}"


def _read_cursor(cursor: str | None) -> tuple[datetime, str] | None:
    moment, _, id_ = (cursor or "").partition("_")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (at, id_) if at.tzinfo and is_uuid(id_) else None
