"""A register: what is recorded about one kind of thing, as its definition file describes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sync.protocol.register_entry import Bilingual
from sync.registers.conditions import Tree
from sync.registers.dependencies import fields_in, hangs_on
from sync.registers.field import LATER, TREES, Field, ShowWhen
from sync.registers.measure import STORED, Chart, Measure, Where


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


@dataclass(frozen=True, kw_only=True)
class Register:
    """One version of a register.

    ``by``: the roles that fill it in; ``creators``: the roles that do so in any version, as a phone offline for months
    still creates records by an old one. ``review``: who decides on its records, in order; ``counts``: the statuses in
    which records enter the figures. ``natural_key``: a unit has one record for each period; ``period_from``: the date
    field that gives a record's period. ``due``: days after the period's end until which a record is on time; None
    without a deadline. ``applies_to``: the levels or kinds of the units that it is for; empty for all. ``list``:
    ``{"title": the field that lists show}``. ``publish``: None if nothing of its records may be published;
    ``ripple``: if they show no spreading. ``form_version``: how the XLSForm that it came from calls this version.
    """

    key: str
    version: int
    title: Bilingual
    form_version: str | None = None
    help: Bilingual | None = None
    by: tuple[str, ...]
    creators: frozenset[str] = frozenset()
    period: str
    natural_key: bool = False
    period_from: str | None = None
    review: tuple[str, ...]
    counts: tuple[str, ...] = ("approved",)
    due: int | None = None
    applies_to: tuple[str, ...] = ()
    scores: Scores | None = None
    nothing: Nothing | None = None
    publish: Publish | None = None
    ripple: Ripple | None = None
    sections: tuple[Section, ...] = ()
    list: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Field]
    rules: tuple[Rule, ...] = ()
    measures: tuple[Measure, ...] = ()
    charts: tuple[Chart, ...] = ()

    @cached_property
    def always(self) -> tuple[str, ...]:
        """Names of the fields without a condition, which are always shown."""
        return tuple(name for name, field in self.fields.items() if field.condition is None)

    @cached_property
    def conditional(self) -> tuple[tuple[ShowWhen | Tree, tuple[str, ...]], ...]:
        """The conditions of fields, each after those of the fields that it asks, with the fields shown under it."""

        depths: dict[str, int] = {}

        def depth(name: str) -> int:
            if name not in depths:
                named = hangs_on(self.fields[name])
                depths[name] = 1 + max(map(depth, named)) if named else 0
            return depths[name]

        under: dict[ShowWhen, list[str]] = {}
        trees: list[tuple[Tree, tuple[str, ...]]] = []
        for name, one in self.fields.items():
            if one.show_when is not None:
                under.setdefault(one.show_when, []).append(name)
            elif one.when is not None:
                trees.append((one.when, (name,)))
        shown = [(condition, tuple(names)) for condition, names in under.items()]
        return tuple(sorted([*shown, *trees], key=lambda pair: depth(pair[1][0])))

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The names of the fields by whose answers others are shown."""
        return frozenset(name for condition, _ in self.conditional for name in fields_in(condition))

    @cached_property
    def stored(self) -> tuple[Measure, ...]:
        """The measures that records add to."""
        return tuple(measure for measure in self.measures if measure.kind in STORED)

    @cached_property
    def stored_under(self) -> tuple[tuple[Where | None, tuple[Measure, ...]], ...]:
        """Those of ``stored`` that count whole records, by their condition: many have the same."""
        whole: dict[Where | None, list[Measure]] = {}
        for measure in self.stored:
            if measure.rows is None:
                whole.setdefault(measure.where, []).append(measure)
        return tuple((where, tuple(measures)) for where, measures in whole.items())

    @cached_property
    def dimensions(self) -> frozenset[str]:
        """The dimensions by which measures of whole records are divided."""
        return frozenset(name for measure in self.stored if measure.rows is None for name in measure.by)

    @cached_property
    def stored_by_row(self) -> tuple[Measure, ...]:
        """Those of ``stored`` that go through the rows of a field one by one."""
        return tuple(measure for measure in self.stored if measure.rows is not None)

    @cached_property
    def demanding(self) -> tuple[Field, ...]:
        """The fields that a record may lack something in to be submitted, of those that forms ask for."""
        open_ones = (
            field for field in self.fields.values() if not (field.retired or field.computed or field.copy_from)
        )
        return tuple(field for field in open_ones if field.required or field.length or field.type == "rows")

    @cached_property
    def checked(self) -> tuple[Field, ...]:
        """The fields whose answers an expression must be true of."""
        return tuple(field for field in self.fields.values() if field.check is not None and not field.retired)

    @cached_property
    def copied(self) -> tuple[Field, ...]:
        """The fields that are copied from the record that another field refers to."""
        return tuple(field for field in self.fields.values() if field.copy_from)

    @cached_property
    def references(self) -> tuple[Field, ...]:
        """The fields that refer to another record."""
        return tuple(field for field in self.fields.values() if field.type == "ref")

    @cached_property
    def naming(self) -> tuple[Field, ...]:
        """The fields that name persons, who are co-authors."""
        return tuple(field for field in self.fields.values() if field.type in ("person", "persons"))

    @cached_property
    def offering(self) -> tuple[Field, ...]:
        """The fields whose choices come from elsewhere."""
        return tuple(field for field in self.fields.values() if field.choices_from)

    @cached_property
    def computed(self) -> tuple[Field, ...]:
        """The fields whose values are computed from others."""
        return tuple(field for field in self.fields.values() if field.computed)

    @property
    def needs(self) -> tuple[str, ...]:
        """What phones of the first release do not know, and must to fill the register in: types of fields, trees."""
        kinds = {field.type for field in self.fields.values() if not field.retired} & set(LATER)
        fields = [field for field in self.fields.values() if not field.retired]
        trees = {name for name in TREES if any(getattr(field, name) is not None for field in fields)}
        return tuple(sorted(kinds | trees))

    @property
    def form(self) -> str:
        """``key@version``, the name that mutations give this version."""
        return f"{self.key}@{self.version}"

    def measure(self, key: str) -> Measure | None:
        """The measure with that key; None if there is none."""
        return next((measure for measure in self.measures if measure.key == key), None)


def field_of(register: Register, name: str) -> Field:
    """The field of that name, or the column if the name is ``rows.column``. Raises KeyError if there is none."""
    head, _, column = name.partition(".")
    return register.fields[head].fields[column] if column else register.fields[head]
