"""A register: what is recorded about one kind of thing, as its definition file describes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from sync.protocol.register_entry import Bilingual
from sync.registers import expression_form
from sync.registers.dependencies import Condition, Reckoned, condition_of, fields_in, hangs_on
from sync.registers.field import COLUMN_FILTER, EXPRESSIONS, FLAT, LATER, ROWS, TREES, Field, ShowWhen
from sync.registers.measure import STORED, Chart, Measure, Where
from sync.registers.register_parts import Nothing, Publish, Ripple, Rule, Scores, Section, Translation


class Together(NamedTuple):
    """Measures of whole records that have the same condition: those that count records or rows, and under the name of
    each field those that add up its numbers."""

    where: Where | None
    counted: list[Measure]
    summed: dict[str, list[Measure]]


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
    translations: tuple[Translation, ...] = ()

    @cached_property
    def always(self) -> tuple[str, ...]:
        """Names of the fields without a condition, which are always shown."""
        return tuple(name for name, field in self.fields.items() if field.condition is None)

    @cached_property
    def conditional(self) -> tuple[tuple[Condition, tuple[str, ...]], ...]:
        """The conditions of fields, each after those of the fields that it asks, with the fields shown under it."""

        depths: dict[str, int] = {}

        def depth(name: str) -> int:
            if name not in depths:
                named = hangs_on(self.fields, name)
                depths[name] = 1 + max(map(depth, named)) if named else 0
            return depths[name]

        under: dict[ShowWhen, list[str]] = {}
        trees: list[tuple[Condition, tuple[str, ...]]] = []
        for name, one in self.fields.items():
            if one.show_when is not None:
                under.setdefault(one.show_when, []).append(name)
            elif condition := condition_of(one):
                trees.append((condition, (name,)))
        shown: list[tuple[Condition, tuple[str, ...]]] = [(one, tuple(names)) for one, names in under.items()]
        return tuple(sorted([*shown, *trees], key=lambda pair: depth(pair[1][0])))

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The names of the fields by whose answers others are shown."""
        return frozenset(name for condition, _ in self.conditional for name in fields_in(condition) if "." not in name)

    @cached_property
    def stored(self) -> tuple[Measure, ...]:
        """The measures that records add to."""
        return tuple(measure for measure in self.measures if measure.kind in STORED)

    @cached_property
    def stored_under(self) -> tuple[Together, ...]:
        """Those of ``stored`` that count whole records, by their condition: many have the same."""
        whole: dict[Where | None, Together] = {}
        for measure in self.stored:
            if measure.rows is None:
                together = whole.setdefault(measure.where, Together(measure.where, [], {}))
                if measure.kind == "sum":
                    for name in measure.fields:
                        together.summed.setdefault(name, []).append(measure)
                else:
                    together.counted.append(measure)
        return tuple(whole.values())

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
        open_ones = (one for one in self.fields.values() if not (one.retired or one.computed or one.copy_from))
        return tuple(field for field in open_ones if field.required or field.length or field.type == "rows")

    @cached_property
    def checked(self) -> tuple[Field, ...]:
        """The fields whose answers an expression must be true of."""
        return tuple(field for field in self.fields.values() if field.check is not None and not field.retired)

    @cached_property
    def checks_answers(self) -> bool:
        """Whether an expression must be true of some answer, or of one within rows."""
        rows = (column for field in self.fields.values() if not field.retired for column in field.fields.values())
        return bool(self.checked) or any(column.check is not None and not column.retired for column in rows)

    @cached_property
    def checked_across(self) -> tuple[tuple[str, str], ...]:
        """The fields, and the columns as ``rows.column`` with their rows, whose ``check`` holds them to other answers,
        on whatever day: a merge may then break it."""
        found = []
        for alone in self.fields.values():
            within = [(f"{alone.name}.{name}", alone.name, one) for name, one in alone.fields.items()]
            for name, rows, one in ((alone.name, "", alone), *within):
                beyond = set(expression_form.fields_of(one.check)) - {alone.name}
                if beyond and not (alone.retired or one.retired or expression_form.asks_today(one.check)):
                    found.append((name, rows))
        return tuple(found)

    @cached_property
    def reckoned(self) -> tuple[str, ...]:
        """The names of the fields whose conditions are expressions."""
        return tuple(name for name, field in self.fields.items() if isinstance(condition_of(field), Reckoned))

    @cached_property
    def derived(self) -> tuple[Field, ...]:
        """The fields whose values stand beside the answers: what is computed, and rows in which something is."""
        return tuple(field for field in self.fields.values() if field.derived)

    @cached_property
    def limited(self) -> tuple[Field, ...]:
        """The fields whose choices, or the number of whose rows, hang on other answers."""
        fields = (field for field in self.fields.values() if not field.retired)
        return tuple(one for one in fields if one.choice_filter is not None or one.repeat_count is not None)

    @cached_property
    def limited_across(self) -> tuple[tuple[str, str], ...]:
        """The same, and the columns whose choices do, as of ``checked_across``."""
        fields = (field for field in self.fields.values() if not field.retired)
        columns = ((field.name, one) for field in fields for one in field.fields.values() if not one.retired)
        filtered = [(f"{rows}.{one.name}", rows) for rows, one in columns if one.choice_filter is not None]
        return (*((field.name, "") for field in self.limited), *filtered)

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
        fields = [field for field in self.fields.values() if not field.retired]
        trees = {name for name in TREES if any(getattr(field, name) is not None for field in fields)}
        more = {EXPRESSIONS} if any(not self.fields[name].retired for name in self.reckoned) else set()
        columns = [column for field in fields for column in field.fields.values() if not column.retired]
        more |= {ROWS} if any(map(_is_new, columns)) else set()
        more |= {COLUMN_FILTER} if any(column.choice_filter is not None for column in columns) else set()
        types = {one.type for one in (*fields, *columns)} & set(LATER)
        return tuple(sorted(types | trees | more))

    @property
    def form(self) -> str:
        """``key@version``, the name that mutations give this version."""
        return f"{self.key}@{self.version}"

    def measure(self, key: str) -> Measure | None:
        """The measure with that key; None if there is none."""
        return next((measure for measure in self.measures if measure.key == key), None)


def _is_new(column: Field) -> bool:
    """Whether the phones of the first release could not fill in a column."""
    return column.type not in FLAT or any(getattr(column, name) is not None for name in TREES)


def field_of(register: Register, name: str) -> Field:
    """The field of that name, or the column if the name is ``rows.column``. Raises KeyError if there is none."""
    head, _, column = name.partition(".")
    return register.fields[head].fields[column] if column else register.fields[head]
