"""A register's definition file, read: either a Register, or every fault in it at once with where it stands."""

import tomllib
import unicodedata
from collections.abc import Mapping

from sync.registers.consistency import faults as inconsistencies
from sync.registers.language import CHART, REGISTER, RULE, SECTION
from sync.registers.loading_fields import fields
from sync.registers.loading_measures import measures
from sync.registers.measure import Chart
from sync.registers.register import Nothing, Register, Rule, Scores, Section
from sync.registers.tables import Faults, Table, tables_in, well_formed


class RegisterFaults(ValueError):
    """A definition that is no register: ``faults`` has one sentence each, beginning with where it stands."""

    def __init__(self, faults: list[str]):
        super().__init__("\n".join(faults))
        self.faults = faults


def load(text: str) -> Register:
    """The register that a definition file (TOML) describes. Raises RegisterFaults, a ValueError, with all faults."""
    try:
        table = tomllib.loads(unicodedata.normalize("NFC", text))
    except tomllib.TOMLDecodeError as error:
        raise RegisterFaults([f"not TOML: {error}"]) from error
    return parse(table)


def parse(table: Mapping[str, object]) -> Register:
    """The register that a definition describes, as TOML or a catalog entry gives it. Raises RegisterFaults."""
    register, faults = parse_with_faults(table)
    if faults:
        raise RegisterFaults(faults)
    return register


def parse_with_faults(table: Mapping[str, object]) -> tuple[Register, list[str]]:
    """What can be made of a definition, even a faulty one, with all of its faults."""
    faults: list[str] = []
    register, declared = _register(_filled(table), faults)
    return register, [*faults, *inconsistencies(register, declared)]


def _filled(table: Mapping[str, object]) -> Table:
    """A catalog entry writes null where a file leaves a member out."""
    return {name: value for name, value in table.items() if value is not None}


def _register(table: Table, faults: Faults) -> tuple[Register, frozenset[str]]:
    """What can be made of the definition, even a faulty one, so that its consistency is checked as a whole.

    Beside it the names of all fields that it declares, so that one broken field is not reported again by everything
    that mentions it.
    """
    top = well_formed(table, REGISTER, "", faults)
    found, declared = fields(table.get("fields"), "fields", faults)
    register = Register(
        key=top.get("key", ""),
        version=top.get("version", 0),
        title=top.get("title", {}),
        help=top.get("help"),
        by=tuple(top.get("by", ())),
        creators=frozenset(top.get("by", ())),
        period=top.get("period", ""),
        natural_key=top.get("natural_key", False),
        period_from=top.get("period_from"),
        review=tuple(top.get("review", ())),
        counts=tuple(top.get("counts", ("approved",))),
        due=top.get("due"),
        applies_to=tuple(top.get("applies_to", ())),
        scores=Scores(**top["scores"]) if "scores" in top else None,
        nothing=Nothing(**top["nothing"]) if "nothing" in top else None,
        list=top.get("list", {}),
        fields=found,
        measures=tuple(measures(table.get("measures"), faults)),
        sections=tuple(_sections(table.get("sections"), faults)),
        rules=tuple(_rules(table.get("rules"), faults)),
        charts=tuple(_charts(table.get("charts"), faults)),
    )
    return register, declared


def _sections(value: object, faults: Faults) -> list[Section]:
    read = [well_formed(table, SECTION, where, faults) for where, table in tables_in(value, "sections", "key", faults)]
    return [Section(**{"title": {}, **good}) for good in read if "key" in good]


def _rules(value: object, faults: Faults) -> list[Rule]:
    read = [well_formed(table, RULE, where, faults) for where, table in tables_in(value, "rules", None, faults)]
    return [
        Rule(good["check"], (good["fields"][0], good["fields"][1]))
        for good in read
        if good.keys() >= {"check", "fields"}
    ]


def _charts(value: object, faults: Faults) -> list[Chart]:
    read = [well_formed(table, CHART, where, faults) for where, table in tables_in(value, "charts", None, faults)]
    return [Chart(good["measure"], good["by"]) for good in read if good.keys() >= {"measure", "by"}]
