"""Reading a register's definition file: it gives either a Register, or all of its faults at once."""

import tomllib
import unicodedata
from collections.abc import Mapping

from sync.registers.consistency import faults as inconsistencies
from sync.registers.language import CHART, REGISTER, RULE, SECTION, TRANSLATION
from sync.registers.loading_fields import fields
from sync.registers.loading_measures import measures
from sync.registers.measure import Chart
from sync.registers.register import Register
from sync.registers.register_parts import Nothing, Publish, Ripple, Rule, Scores, Section, Translation
from sync.registers.tables import Faults, Table, tables_in, well_formed


class RegisterFaults(ValueError):
    """A definition that is not valid; ``faults`` are English sentences, each beginning with the place of the fault."""

    def __init__(self, faults: list[str]):
        super().__init__("\n".join(faults))
        self.faults = faults


def load(text: str) -> Register:
    """The register that the text of a definition file (TOML) describes.

    Raises RegisterFaults, a ValueError, with all faults.
    """
    try:
        table = tomllib.loads(unicodedata.normalize("NFC", text))
    except tomllib.TOMLDecodeError as error:
        raise RegisterFaults([f"not TOML: {error}"]) from error
    return parse(table)


def parse(table: Mapping[str, object]) -> Register:
    """The register that a definition describes, parsed from TOML or a catalog entry.

    Raises RegisterFaults with all faults.
    """
    register, faults = parse_with_faults(table)
    if faults:
        raise RegisterFaults(faults)
    return register


def parse_with_faults(table: Mapping[str, object]) -> tuple[Register, list[str]]:
    """A register made of a definition as far as possible, and all faults; it is valid only if there are none."""
    faults: list[str] = []
    register, declared = _register(_filled(table), faults)
    return register, [*faults, *inconsistencies(register, declared)]


def _filled(table: Mapping[str, object]) -> Table:
    """The definition without what only a catalog entry has: members that are null, and ``needs``, which follows."""
    return {name: value for name, value in table.items() if value is not None and name != "needs"}


def _register(table: Table, faults: Faults) -> tuple[Register, frozenset[str]]:
    """A register made of the definition as far as possible; even a faulty one can then be checked as a whole.

    Also returns the names of all fields that the definition has, so that one broken field is not reported again by each
    part that names it.
    """
    top = well_formed(table, REGISTER, "", faults)
    found, declared = fields(table.get("fields"), "fields", faults)
    register = Register(
        key=top.get("key", ""),
        version=top.get("version", 0),
        title=top.get("title", {}),
        form_version=top.get("form_version"),
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
        publish=Publish(**top["publish"]) if "publish" in top else None,
        ripple=Ripple(**top["ripple"]) if "ripple" in top else None,
        list=top.get("list", {}),
        fields=found,
        measures=tuple(measures(table.get("measures"), faults)),
        sections=tuple(_sections(table.get("sections"), faults)),
        rules=tuple(_rules(table.get("rules"), faults)),
        charts=tuple(_charts(table.get("charts"), faults)),
        translations=tuple(_translations(table.get("translations"), faults)),
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


def _translations(value: object, faults: Faults) -> list[Translation]:
    named = tables_in(value, "translations", "language", faults)
    read = [well_formed(table, TRANSLATION, where, faults) for where, table in named]
    return [
        Translation(good["language"], {one["of"]: one["text"] for one in good["texts"]})
        for good in read
        if good.keys() >= {"language", "texts"}
    ]
