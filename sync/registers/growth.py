"""The rule that registers only grow: what may differ between one version and the next."""

from collections.abc import Iterator, Mapping

from sync.registers.field import NOTE, Field
from sync.registers.measure import Measure
from sync.registers.register import Register

UNCHANGED = ("key", "natural_key", "period", "period_from", "applies_to", "scores", "nothing")
FIELD_UNCHANGED = (
    "type",
    "to",
    "choices_from",
    "show_when",
    "when",
    "copy_from",
    "points",
    "computed",
    "compute",
    "applies_to",
)
MEASURE_UNCHANGED = ("kind", "of", "n", "d", "flow", "applies_to")


def compatible(old: Register, new: Register) -> list[str]:
    """Every reason why the version ``new`` may not follow ``old``, as English sentences; empty if it may.

    A phone that has been offline for months still writes by ``old``: what it writes must stay valid and keep its
    meaning in the figures.
    """
    return [
        *_top(old, new),
        *_scores(old, new),
        *_fields("fields", old.fields, new.fields),
        *_measures(old, new),
    ]


def _top(old: Register, new: Register) -> Iterator[str]:
    for name in UNCHANGED:
        if getattr(old, name) != getattr(new, name):
            yield f"{name}: was {getattr(old, name)!r}, and may not change"
    if new.version != old.version + 1:
        yield f"version: after {old.version} comes {old.version + 1}, not {new.version}"


def _scores(old: Register, new: Register) -> Iterator[str]:
    """Faults of sections and points that have changed, which would change the scores of old records.

    Another table of criteria needs another register.
    """
    before, after = (
        {one.key: (one.most, one.adds) for one in register.sections if one.most is not None} for register in (old, new)
    )
    if before != after:
        yield "sections: those with points may not change"
    for name, field in old.fields.items():
        if name in new.fields and field.section != new.fields[name].section and {field.section} & before.keys():
            yield f"fields.{name}.section: its points may not change their section"


def _fields(where: str, old: Mapping[str, Field], new: Mapping[str, Field]) -> Iterator[str]:
    for name, before in old.items():
        after = new.get(name)
        if after is None and before.type == NOTE:
            continue
        if after is None:
            yield f"{where}.{name}: is gone; a field may be retired, not removed or renamed"
        else:
            yield from _field(f"{where}.{name}", before, after)


def _field(where: str, old: Field, new: Field) -> Iterator[str]:
    for name in FIELD_UNCHANGED:
        if getattr(old, name) != getattr(new, name):
            yield f"{where}.{name}: may not change"
    if new.required and not old.required:
        yield f"{where}.required: what was left out before would be missing now"
    for name in ("range", "length"):
        before, after = getattr(old, name), getattr(new, name)
        if before and after and (after[0] > before[0] or after[1] < before[1]):
            yield f"{where}.{name}: is narrower than {list(before)}"
    for name in ("check", "choice_filter", "repeat_count"):
        if getattr(new, name) not in (getattr(old, name), None):
            yield f"{where}.{name}: may be dropped, not changed or added"
    if old.across and not new.across:
        yield f"{where}.across: what was referred to before would be out of reach"
    if (new.places or 0) < (old.places or 0):
        yield f"{where}.places: are fewer than {old.places}"
    before, after = ({one.value: one.least for one in field.choices} for field in (old, new))
    if any(before[value] != after[value] for value in before.keys() & after.keys()):
        yield f"{where}.choices: a total may not be rated otherwise"
    for value in sorted(old.values - new.values):
        yield f"{where}.choices.{value}: is gone; a choice may be retired, not removed"
    yield from _fields(f"{where}.fields", old.fields, new.fields)


def _measures(old: Register, new: Register) -> Iterator[str]:
    for before in old.measures:
        where = f"measures.{before.key}"
        after = new.measure(before.key)
        if after is None:
            yield f"{where}: is gone; its figures would be lost"
        else:
            yield from _measure(where, old, before, after)


def _measure(where: str, old: Register, before: Measure, after: Measure) -> Iterator[str]:
    for name in MEASURE_UNCHANGED:
        if getattr(before, name) != getattr(after, name):
            yield f"{where}.{name}: may not change; give what is counted differently a key of its own"
    for name in ("fields", "by", "pairs"):
        if not set(getattr(before, name)) <= set(getattr(after, name)):
            yield f"{where}.{'by' if name == 'pairs' else name}: may only grow"
    if (set(after.fields) - set(before.fields)) & old.fields.keys():
        yield f"{where}.fields: only a new field may join; old records would count differently"
    if not _same_records(old, before, after):
        yield f"{where}.where: only a new choice may join; old records would count differently"


def _same_records(old: Register, before: Measure, after: Measure) -> bool:
    """Whether the measure's condition picks the same records as before, of all that the old version could hold."""
    if not before.where or not after.where:
        return before.where == after.where
    more = set(after.where.among) - set(before.where.among)
    field = old.fields.get(before.where.field)
    return (
        before.where.field == after.where.field
        and set(before.where.among) <= set(after.where.among)
        and not (field and more & field.values)
    )
