"""Registers as definition files: loading them, checking answers to them, and what a record adds to the figures."""

from sync.registers.answers import (
    beside,
    check_put,
    check_submit,
    concerns,
    flags,
    visible_answers,
    visible_fields,
)
from sync.registers.collection import Registers
from sync.registers.contributions import contributions, split_amounts
from sync.registers.entry import catalog_entry
from sync.registers.field import Choice, Computed, CopyFrom, Field, ShowWhen
from sync.registers.form import computed_values, form_fields
from sync.registers.growth import compatible
from sync.registers.loading import RegisterFaults, load, parse, parse_with_faults
from sync.registers.measure import Chart, Measure, Target, Where
from sync.registers.register import Register, field_of
from sync.registers.register_parts import Rule, Scores, Section
from sync.registers.scores import rating_of, section_points

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
    "beside",
    "visible_answers",
    "visible_fields",
    "concerns",
    "parse_with_faults",
    "catalog_entry",
    "check_put",
    "check_submit",
    "compatible",
    "computed_values",
    "contributions",
    "field_of",
    "flags",
    "load",
    "parse",
    "section_points",
    "split_amounts",
    "rating_of",
    "form_fields",
]
