"""The values of an example that everybody may read: all that a public page knows of it."""

from dataclasses import dataclass
from datetime import date, datetime

from sync.protocol.register_entry import Bilingual


@dataclass(frozen=True, slots=True)
class PublicPhoto:
    """A photo: ``key`` in its address, what it shows in words, and the size of the large one, in pixels and bytes; the
    small one is ``small_width`` by ``small_height``. Both are WebP."""

    key: str
    alt: str
    width: int
    height: int
    small_width: int
    small_height: int
    bytes: int


@dataclass(frozen=True, slots=True)
class PublicModel:
    """A model that an example tells of: its record's id, its name, and its kind with labels in ``vi`` and ``en``."""

    record: str
    title: str
    kind: str | None
    kind_label: Bilingual


@dataclass(frozen=True, slots=True)
class PublicExample:
    """An example as everybody may read it.

    ``kind_label``: ``{"vi", "en"}``. ``commune``: id and name of the commune that the unit lies in; None for the
    department's own. ``edition`` and ``changed_at`` change with each change that an officer makes; a photo whose
    consent was taken back is left out without. ``day``: on which it was first published. ``fanpage_link``: https.
    """

    id: str
    slug: str
    title: str
    paragraphs: tuple[str, ...]
    credit: str
    kind: str | None
    kind_label: Bilingual
    year: str
    unit_id: str
    unit_name: str
    commune_id: str | None
    commune_name: str | None
    models: tuple[PublicModel, ...]
    photos: tuple[PublicPhoto, ...]
    fanpage_link: str | None
    fanpage_day: date | None
    published_at: datetime
    day: date
    edition: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class PublicPage:
    """Some examples, the newest first, and the cursor of the page after; None if there is none."""

    examples: tuple[PublicExample, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class PublicChoices:
    """What examples can be filtered by: the school years there are, the newest first; kinds and kinds of models as
    value → labels; communes as id → name, by name."""

    years: tuple[str, ...]
    kinds: dict[str, Bilingual]
    model_kinds: dict[str, Bilingual]
    communes: dict[str, str]
