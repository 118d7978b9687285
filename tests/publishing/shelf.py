"""Approved records with photos that may be published, and examples of them as they stand in the database."""

from uuid import uuid4

from sqlalchemy.orm import Session

from server.models.examples import Example, ExamplePhoto, ExampleRecord
from server.models.log import Record
from server.platform.clock import now
from server.platform.database import write
from sync.folding import fold
from tests.log.album import album, consent, photo
from tests.village import Village, code

YEAR = "2026-2027"


def approved(village: Village, *photos: dict, agreed: bool = True, **answers) -> str:
    """The id of a record of the school's with these photos, which the commune has approved."""
    gv = village.client("gv")
    record = album(gv, *photos, **answers)
    for one in photos if agreed else ():
        assert code(consent(gv, record, one, True)) is None
    decide(village, "ht", record, "verify")
    decide(village, "xa", record, "approve")
    return record


def decide(village: Village, name: str, record: str, verb: str, **more) -> None:
    client = village.client(name)
    base = client.read(record)["version"]
    unit = client.read(record)["unit"]
    assert code(client.do(client.mutation(verb, record=record, unit=unit, base=base, **more))) is None


def shelve(village: Village, record: str, title: str, *photos: dict, state: str = "published", **members) -> str:
    """The id of an example of a record, written into the database as it is."""
    with village.app.app_context(), write() as session:
        return _add(session, village, session.get_one(Record, record), title, photos, {"state": state} | members)


def _add(
    session: Session, village: Village, record: Record, title: str, photos: tuple[dict, ...], members: dict
) -> str:
    story, who = "Đoạn một.\n\nĐoạn hai.", village.accounts["so"]
    example = Example(
        **{
            "id": str(uuid4()),
            "slug": fold(title).replace(" ", "-"),
            "kind": "individual",
            "kind_label": {"vi": "Cá nhân", "en": "Individual"},
            "year": YEAR,
            "unit": record.scope,
            "title": title,
            "story": story,
            "credit": "Cô Lò Thị Mai",
            "prepared_by": who,
            "published_by": who,
            "published_at": now(),
            "edition": 1,
            "search_text": fold(f"{title} {story}"),
        }
        | members
    )
    session.add(example)
    session.flush()
    version = f"{record.rev}.{record.chain}"
    session.add(ExampleRecord(example=example.id, record=record.id, number=0, version=version, since=record.since))
    for number, one in enumerate(photos):
        session.add(
            ExamplePhoto(
                key=one["sha256"][::-1],
                example=example.id,
                number=number,
                alt="Vườn rau",
                record=record.id,
                source=one["sha256"],
                redaction={},
                width=1280,
                height=960,
                bytes=1000,
            )
        )
    return example.id


GARDEN, LIBRARY = photo("vườn"), photo("thư viện")
