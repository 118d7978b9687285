"""A register as the catalog gives it to a phone: JSON, with every default written out."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from dataclasses import fields as dataclass_fields
from typing import cast

from sync.protocol.register_entry import ChoiceEntry, FieldEntry, MeasureEntry, RegisterEntry, SectionEntry
from sync.registers.field import Choice, Field
from sync.registers.measure import Measure
from sync.registers.register import Register
from sync.registers.register_parts import Publish, Section, Translation

Offered = Mapping[str, list[ChoiceEntry]]
"""Source that ``choices_from`` names (such as ``sites``) → the choices that it offers."""


def catalog_entry(register: Register, options: Offered | None = None) -> RegisterEntry:
    """A register as JSON for the catalog.

    Without ``options`` it is itself a definition: ``parse`` makes an equal register of it, ``needs`` aside, which
    follows from its fields. With them, fields with
    ``choices_from`` also carry the choices that they offer, and what phones do not need is left out.
    """
    entry = {
        "key": register.key,
        "version": register.version,
        # Phones are spared what only files are called.
        **_present(form_version=register.form_version if options is None else None),
        "title": dict(register.title),
        **_present(help=register.help and dict(register.help)),
        "by": list(register.by),
        "period": register.period,
        "natural_key": register.natural_key,
        "period_from": register.period_from,
        "review": list(register.review),
        "counts": list(register.counts),
        **_present(
            needs=list(register.needs) or None,
            due=register.due,
            applies_to=list(register.applies_to) or None,
            scores=register.scores and {"register": register.scores.register, "unit": register.scores.unit},
            nothing=register.nothing and {"register": register.nothing.register, "period": register.nothing.period},
            # For the department alone: phones are spared it.
            publish=_publish(register.publish) if register.publish and options is None else None,
            # Of the public page alone: phones are spared it.
            ripple=asdict(register.ripple) if register.ripple and options is None else None,
            sections=[_section(section) for section in register.sections] or None,
        ),
        "list": dict(register.list),
        "rules": [{"check": rule.check, "fields": list(rule.fields)} for rule in register.rules],
        "fields": [_field(field, options) for field in register.fields.values()],
        "measures": [_measure(measure, options is None) for measure in register.measures],
        "charts": [{"measure": chart.measure, "by": chart.by} for chart in register.charts],
        # Of files alone: phones are spared them.
        **_present(translations=_translations(register.translations) if options is None else None),
    }
    return cast(RegisterEntry, entry)


def _field(field: Field, options: Offered | None) -> FieldEntry:
    choices = [_choice(choice, options) for choice in field.choices] or None
    condition, copied, computed = field.show_when, field.copy_from, field.computed
    if field.choices_from:
        choices = (options or {}).get(field.choices_from, [])
    entry = {
        "name": field.name,
        "type": field.type,
        "label": dict(field.label),
        "required": field.required,
        **_present(
            help=field.help and dict(field.help),
            range=field.range and list(field.range),
            length=field.length and list(field.length),
            places=field.places,
            unit=field.unit and dict(field.unit),
            plausible=field.plausible and list(field.plausible),
            choices=choices,
            choices_from=field.choices_from,
            choice_filter=field.choice_filter,
            to=field.to,
            across=field.across or None,
            show_when=condition and {"field": condition.field, "equals": condition.equals},
            when=field.when,
            copy_from=copied and {"field": copied.field, "of": copied.of},
            fields=[_field(column, options) for column in field.fields.values()] or None,
            section=field.section,
            points=field.points,
            evidence=list(field.evidence) or None,
            computed=computed and {"how": computed.how, **_present(of=list(computed.of) or None)},
            applies_to=list(field.applies_to) or None,
            check=field.check,
            compute=field.compute,
            repeat_count=field.repeat_count,
            default=field.default,
            live_label=field.live_label and dict(field.live_label),
            constraint_message=field.constraint_message and dict(field.constraint_message),
            required_message=field.required_message and dict(field.required_message),
            # Asked at review and of files alone: phones are spared them.
            within=field.within if options is None else None,
            exported_as=field.exported_as if options is None else None,
            retired=field.retired or None,
        ),
    }
    return cast(FieldEntry, entry)


def _publish(publish: Publish) -> dict[str, object]:
    return _present(**{one.name: getattr(publish, one.name) for one in dataclass_fields(publish)})


def _translations(translations: Iterable[Translation]) -> list[dict[str, object]] | None:
    return [
        {"language": one.language, "texts": [{"of": place, "text": text} for place, text in one.texts.items()]}
        for one in translations
    ] or None


def _section(section: Section) -> SectionEntry:
    entry = {"key": section.key, "title": dict(section.title), "adds": section.adds, **_present(most=section.most)}
    return cast(SectionEntry, entry)


def _choice(choice: Choice, options: Offered | None) -> ChoiceEntry:
    entry = {
        "value": choice.value,
        "label": dict(choice.label),
        **_present(
            least=choice.least,
            exported_as=choice.exported_as if options is None else None,
            columns=dict(choice.columns) or None,
            retired=choice.retired or None,
        ),
    }
    return cast(ChoiceEntry, entry)


def _measure(measure: Measure, pairs: bool) -> MeasureEntry:
    """A measure as JSON; with ``pairs``, which phones are spared, as a definition has it."""
    where, target = measure.where, measure.target
    entry = {
        "key": measure.key,
        "label": dict(measure.label),
        "kind": measure.kind,
        "flow": measure.flow,
        "by": [*measure.by, *(map(list, measure.pairs) if pairs else ())],
        **_present(
            fields=list(measure.fields) or None,
            of=measure.of,
            n=measure.n,
            d=measure.d,
            where=where and {"field": where.field, "in": list(where.among)},
            unit=measure.unit and dict(measure.unit),
            applies_to=list(measure.applies_to) or None,
            target=target and {"value": target.value, "source": dict(target.source)},
        ),
    }
    return cast(MeasureEntry, entry)


def _present(**members: object) -> dict[str, object]:
    """The members that are not None, in their order.

    Members keep their order so that the catalog's hash does not change.
    """
    return {name: value for name, value in members.items() if value is not None}
