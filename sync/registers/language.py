"""The language of definition files: which members each table may have, and what each member must be."""

from sync.registers import choice_filter, conditions, expression_form, fits
from sync.registers.field import NUMBER_RANGE, NUMBERS, OFFERS, TEXTS, TYPES
from sync.registers.tables import Member

ROLES = ("teacher", "leader", "commune", "department")
PERIODS = ("event", "semester", "school_year", "half_year", "year", "once")
STATUSES = ("draft", "submitted", "returned", "verified", "approved", "rejected")
REVIEWS = (["commune"], ["department"], ["leader", "commune"], ["leader", "department"])

NAMED = Member(fits.name, "a name: lower-case letters, digits and _, a letter first", needed=True)
IN_BOTH = "{vi, en}, both filled in"
FLAG = Member(lambda value: isinstance(value, bool), "true or false")
ARRAY = Member(fits.tables, "an array of tables")
UNITS = Member(fits.values, "a list of levels, or kinds, of units")
ORIGINAL = Member(fits.original, "the name that it has in an XLSForm, 1 to 100 characters")
SECTION = {
    "key": NAMED,
    "title": Member(fits.bilingual, IN_BOTH, needed=True),
    "most": Member(lambda value: fits.number(value) and value > 0, "the most points that count, above 0"),
    "adds": Member(fits.one_of("points", "bonus", "penalty"), "one of points, bonus, penalty"),
}

REGISTER = {
    "key": NAMED,
    "version": Member(lambda value: fits.whole(value) and 1 <= value < 10**6, "a number from 1", needed=True),
    "form_version": Member(fits.original, "the version as an XLSForm writes it, 1 to 100 characters"),
    "title": Member(fits.bilingual, IN_BOTH, needed=True),
    "help": Member(fits.bilingual, IN_BOTH),
    "by": Member(fits.some_of(*ROLES), f"a list of {', '.join(ROLES)}", needed=True),
    "period": Member(fits.one_of(*PERIODS), f"one of {', '.join(PERIODS)}", needed=True),
    "natural_key": FLAG,
    "period_from": Member(fits.name, "the name of a date field"),
    "review": Member(lambda value: value in REVIEWS, 'commune or department, "leader" before it or not', needed=True),
    "counts": Member(fits.some_of(*STATUSES), f"a list of {', '.join(STATUSES)}"),
    "list": Member(lambda value: value == {} or fits.names_in("title")(value), "{title}, the name of a field"),
    "fields": Member(lambda value: fits.tables(value) and len(value) > 0, "an array of tables", needed=True),
    "due": Member(lambda value: fits.whole(value) and 0 <= value <= 366, "days, 0 to 366"),
    "applies_to": UNITS,
    "scores": Member(fits.names_in("register", "unit"), "{register, unit}"),
    "nothing": Member(fits.names_in("register", "period"), "{register, period}"),
    "publish": Member(
        fits.publish, "{title, story, photos, by, place, kind}, names of fields; the first two must be there"
    ),
    "ripple": Member(
        fits.names_in("along", "kind", "own", "name", "when", "reached"), "{along, kind, own, name, when, reached}"
    ),
    "sections": ARRAY,
    "rules": ARRAY,
    "measures": ARRAY,
    "charts": ARRAY,
    "translations": ARRAY,
}
FIELD = {
    "name": NAMED,
    "type": Member(fits.one_of(*TYPES), f"one of {', '.join(TYPES)}", needed=True),
    "label": Member(fits.bilingual, IN_BOTH, needed=True),
    "help": Member(fits.bilingual, IN_BOTH),
    "required": FLAG,
    "range": Member(fits.interval(fits.number), f"[lowest, highest] within ±{NUMBER_RANGE[1]}"),
    "length": Member(
        fits.interval(lambda value: fits.whole(value) and value >= 0), "[shortest, longest] in characters"
    ),
    "choices": Member(fits.tables, "an array of {value, label}"),
    "choices_from": Member(fits.one_of(*OFFERS), f"one of {', '.join(OFFERS)}"),
    "choice_filter": Member(choice_filter.well_formed, "an expression that is true or false"),
    "show_when": Member(fits.condition, "{field, equals}"),
    "when": Member(
        lambda value: isinstance(value, list) and (conditions.well_formed(value) or expression_form.well_formed(value)),
        "a tree of conditions, or an expression that is true or false",
    ),
    "copy_from": Member(fits.names_in("field", "of"), "{field, of}"),
    "to": Member(fits.name, "a register's key"),
    "across": FLAG,
    "unit": Member(fits.suffix, f"text or {IN_BOTH}"),
    "plausible": Member(fits.interval(fits.number), "[lowest, highest]"),
    "places": Member(lambda value: fits.whole(value) and 0 <= value <= 3, "0 to 3"),
    "fields": Member(lambda value: fits.tables(value) and len(value) > 0, "an array of tables"),
    "section": Member(fits.name, "a section's key"),
    "points": Member(fits.name, "the name of a column"),
    "evidence": Member(fits.names, "a list of fields' names"),
    "computed": Member(fits.computed, "{how = total, rating or all, of = [fields]}"),
    "applies_to": UNITS,
    "within": Member(lambda value: fits.path(value) and value.count(".") == 1, "register.field"),
    "check": Member(expression_form.well_formed, "an expression that is true or false"),
    "compute": Member(expression_form.well_formed, "an expression"),
    "repeat_count": Member(expression_form.well_formed, "an expression that is a number"),
    "default": Member(fits.default, "an answer, or today"),
    "live_label": Member(fits.bilingual, IN_BOTH),
    "constraint_message": Member(fits.bilingual, IN_BOTH),
    "required_message": Member(fits.bilingual, IN_BOTH),
    "exported_as": ORIGINAL,
    "retired": FLAG,
}
FITTING = {
    "range": NUMBERS,
    "plausible": NUMBERS,
    "within": NUMBERS,
    "unit": NUMBERS,
    "places": ("decimal",),
    "length": TEXTS,
    "choices": ("choice", "choices"),
    "choices_from": ("choice", "choices"),
    "choice_filter": ("choice", "choices"),
    "to": ("ref",),
    "across": ("ref",),
    "fields": ("rows",),
    "points": ("rows",),
    "repeat_count": ("rows",),
    "evidence": TEXTS,
}
"""Member of a field → the types of field that may have it; members that are not here fit every type."""
CHOICE = {
    "value": Member(
        lambda value: isinstance(value, str) and fits.VALUE.fullmatch(value) is not None,
        "letters, digits, _ . - and no more than 64 of them",
        needed=True,
    ),
    "label": Member(fits.bilingual, IN_BOTH, needed=True),
    "least": Member(fits.number, "the total from which a rating has this value"),
    "exported_as": ORIGINAL,
    "columns": Member(fits.columns, "{name = text}, no more than 8"),
    "retired": FLAG,
}
RULE = {
    "check": Member(fits.one_of("dates_in_order", "not_above"), "dates_in_order or not_above", needed=True),
    "fields": Member(
        lambda value: fits.names(value) and len(value) == 2,
        "the names of two fields",
        needed=True,
    ),
}
MEASURE = {
    "key": NAMED,
    "label": Member(fits.bilingual, IN_BOTH, needed=True),
    "kind": Member(
        fits.one_of("count", "sum", "rows", "units", "share", "ratio"),
        "one of count, sum, rows, units, share, ratio",
        needed=True,
    ),
    "fields": Member(fits.paths, "a list of fields' names"),
    "of": Member(fits.name, "a measure's key"),
    "n": Member(fits.name, "a measure's key"),
    "d": Member(fits.path, "a measure's key, of another register with its key and a dot before it"),
    "where": Member(fits.where, "{field, in = [values]}"),
    "by": Member(fits.dimensions, "a list of fields' names, or of pairs of them"),
    "flow": Member(fits.one_of("flow", "stock"), "flow or stock"),
    "unit": Member(fits.bilingual, IN_BOTH),
    "applies_to": UNITS,
    "target": Member(fits.target, "{value, source}"),
}
TRANSLATION = {
    "language": Member(fits.original, "the language's name, 1 to 100 characters", needed=True),
    "texts": Member(
        lambda value: fits.tables(value) and len(value) > 0 and all(map(fits.translated, value)),
        "an array of {of, text}, the place of a text and what it is in this language",
        needed=True,
    ),
}
CHART = {"measure": NAMED, "by": Member(fits.path, "the name of a dimension", needed=True)}
