"""Examples: what the department tells everybody of what schools did; ``server.publishing.examples`` writes them."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.models.moment import Moment
from server.platform.clock import now
from server.platform.database import Model

PREPARED, PROPOSED, PUBLISHED, WITHDRAWN = STATES = ("prepared", "proposed", "published", "withdrawn")

_PUBLISHED = text("state = 'published'")


class Example(Model):
    """One example, from the choice of its records until after it was withdrawn.

    It is read by everybody only while it is ``published`` and all its records stand as they were approved when it was
    prepared: see ``ExampleRecord``.
    """

    __table_args__ = (
        Index("ix_example_published", "published_at", "id", sqlite_where=_PUBLISHED, postgresql_where=_PUBLISHED),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str | None] = mapped_column(unique=True)  # made of the title when it is first published, for good
    state: Mapped[str] = mapped_column(default=PREPARED, index=True)  # one of STATES
    version: Mapped[int] = mapped_column(default=1)  # raised with each change that an officer makes
    kind: Mapped[str | None]  # the chosen value of the register's field of kinds, as it was when prepared
    kind_label: Mapped[dict] = mapped_column(JSON)  # {"vi", "en"}: its label, or what the register is called
    year: Mapped[str] = mapped_column(ForeignKey("period.key"), index=True)  # a school year
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    title: Mapped[str]
    story: Mapped[str]  # plain text; an empty line begins a paragraph
    credit: Mapped[str]  # whose work it is, in words
    fanpage_link: Mapped[str | None]  # https
    fanpage_day: Mapped[date | None]
    prepared_by: Mapped[str] = mapped_column(ForeignKey("person.id"))  # who changed it last before it was proposed
    prepared_at: Mapped[datetime] = mapped_column(Moment, default=now)
    proposed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime | None] = mapped_column(Moment)
    published_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime | None] = mapped_column(Moment)  # when it was first published
    withdrawn_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))  # None: by the server itself
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_reason: Mapped[str | None]
    edition: Mapped[int] = mapped_column(default=0, server_default=text("0"))  # counts the changes that readers see
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)  # when the last of these was made
    search_text: Mapped[str] = mapped_column("words", default="", server_default=text("''"))  # folded, for search


class ExampleRecord(Model):
    """A record that an example tells of, as it was when the example was prepared.

    ``since``: when it had been approved. A record that was reopened or deleted, even if it was approved again, does not
    stand as it was, and its example is shown to nobody until an officer has looked at it anew.
    """

    example: Mapped[str] = mapped_column(ForeignKey("example.id"), primary_key=True)
    record: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True, index=True)
    number: Mapped[int]
    version: Mapped[str]  # rev.chain
    since: Mapped[datetime] = mapped_column(Moment)


class ExampleModel(Model):
    """A model that an example tells of: a record that other schools may refer to, told itself or named by one that is.

    ``kind``: the value of its own kind; None if its register has none.
    """

    example: Mapped[str] = mapped_column(ForeignKey("example.id"), primary_key=True)
    record: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True, index=True)
    number: Mapped[int]
    title: Mapped[str]
    kind: Mapped[str | None]
    kind_label: Mapped[dict] = mapped_column(JSON)  # {"vi", "en"}


class ExamplePhoto(Model):
    """A photo of an example: a new file of the server's own, in two sizes, in which whatever was cut off or blurred is
    not there any more.

    ``key`` names it in photo storage (``server.publishing.examples.photo_files``) and in its public address; another
    one with each redaction, so that what a browser keeps is never another picture.
    """

    key: Mapped[str] = mapped_column(primary_key=True)  # 64 hexadecimal digits, drawn at random
    example: Mapped[str] = mapped_column(ForeignKey("example.id"), index=True)
    number: Mapped[int]
    alt: Mapped[str]
    record: Mapped[str] = mapped_column(ForeignKey("record.id"), index=True)  # whose photo it was made of
    source: Mapped[str]  # SHA-256 by which that record names it
    redaction: Mapped[dict] = mapped_column(JSON)  # how it was made: photo_files.Redaction
    width: Mapped[int]  # pixels of the large one
    height: Mapped[int]
    bytes: Mapped[int]  # of the large one
