"""Registers as definition files: loading them, checking answers to them, what a record adds to the figures."""

from sync.registers.collection import Registers

from .answers import answered, applies, check_put, check_submit, computed, flags, shown
from .catalog import catalog_entry
from .definition import (
    Chart,
    Choice,
    Computed,
    CopyFrom,
    Field,
    Measure,
    Register,
    Rule,
    Scores,
    Section,
    ShowWhen,
    Target,
    Where,
    field_of,
)
from .growth import compatible
from .loading import RegisterFaults, attempt, load, parse
from .measures import contributions
from .scores import points, rated

__all__ = [
    "Chart",
    "Choice",
    "Computed",
    "CopyFrom",
    "Field",
    "Measure",
    "Register",
    "RegisterFaults",
    "Registers",
    "Rule",
    "Scores",
    "Section",
    "ShowWhen",
    "Target",
    "Where",
    "answered",
    "applies",
    "attempt",
    "catalog_entry",
    "check_put",
    "check_submit",
    "compatible",
    "computed",
    "contributions",
    "field_of",
    "flags",
    "load",
    "parse",
    "points",
    "rated",
    "shown",
]
