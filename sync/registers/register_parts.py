"""The small tables of a register: its headings, its rules between two fields, and what it is marked as."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sync.protocol.register_entry import Bilingual


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading over fields; if it has ``most``, it is also a part of a score.

    The numbers under it are then points, of which at most ``most`` count. ``adds``: ``points`` that make up the 100
    together with other sections, or a ``bonus`` added to or a ``penalty`` taken off that total.
    """

    key: str
    title: Bilingual
    most: float | None = None
    adds: str = "points"


@dataclass(frozen=True)
class Rule:
    """A rule for two fields: the first is no later (``dates_in_order``) or larger (``not_above``) than the second."""

    check: str
    fields: tuple[str, str]

    @property
    def name(self) -> str:
        """The rule's name in a record's ``flags``, e.g. ``dates_in_order:start,end``."""
        return f"{self.check}:{','.join(self.fields)}"


@dataclass(frozen=True)
class Translation:
    """The texts of a register in a further language, which files keep and phones are spared.

    ``texts``: the place of a text in the definition, such as ``fields.students.label`` → what it is in this language.
    """

    language: str
    texts: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Scores:
    """Marks a register whose records are scores that one unit gives to another.

    ``unit``: the field that names the unit that is scored; ``register``: the key of the register in which that unit
    scores itself.
    """

    register: str
    unit: str


@dataclass(frozen=True)
class Nothing:
    """Marks a register whose records declare that a unit has nothing to report in another register.

    ``register`` and ``period``: the names of the fields that hold that register's key and the period's key.
    """

    register: str
    period: str


@dataclass(frozen=True)
class Ripple:
    """Marks a register whose approved records everybody may follow on the public page: who took up what from whom.

    ``along``: the field that refers to the record of another unit that this one was taken up from; ``kind``: the field
    that says what was taken up; ``own``: its value for what a unit made up itself; ``name``: the field with the name of
    that; ``when``: the field with the day on which a unit began; ``reached``: the key of the measure of whom it
    reached. No other answer of a record is public.
    """

    along: str
    kind: str
    own: str
    name: str
    when: str
    reached: str


@dataclass(frozen=True, kw_only=True)
class Publish:
    """What of a record may be told to everybody, as names of fields: ``title``, ``story``, ``photos``, ``by`` (whose
    work it is), ``place`` and ``kind``."""

    title: str
    story: str
    photos: str | None = None
    by: str | None = None
    place: str | None = None
    kind: str | None = None
