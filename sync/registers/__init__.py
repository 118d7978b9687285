"""Registers as definition files: loading them, checking answers to them, what a record adds to the figures."""

from .answers import check_put, check_submit, flags, shown
from .catalog import catalog_entry
from .definition import Chart, Choice, CopyFrom, Field, Measure, Register, Rule, ShowWhen, Where
from .growth import compatible
from .loading import RegisterFaults, load, parse
from .measures import contributions
from .shelf import Registers

__all__ = [
    "Chart",
    "Choice",
    "CopyFrom",
    "Field",
    "Measure",
    "Register",
    "RegisterFaults",
    "Registers",
    "Rule",
    "ShowWhen",
    "Where",
    "catalog_entry",
    "check_put",
    "check_submit",
    "compatible",
    "contributions",
    "flags",
    "load",
    "parse",
    "shown",
]
