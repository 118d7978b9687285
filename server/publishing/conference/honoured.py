"""Who is honoured in a school year: the examples that everybody may read, by their kinds."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from server.publishing.examples.published import published_choices, published_examples
from server.publishing.examples.readable import PublicExample
from sync.protocol.register_entry import Bilingual
from sync.registers import Registers

MOST = 200  # examples of a year, the newest


@dataclass(frozen=True)
class Group:
    """Examples of one kind, in the order in which they were published; ``label``: what the kind is called."""

    label: Bilingual
    examples: tuple[PublicExample, ...]


@dataclass(frozen=True)
class Conference:
    """The examples of a school year: kinds of who is honoured first, then stories of models. ``years``: all that have
    examples, the newest first."""

    year: str
    years: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many examples there are."""
        return sum(len(group.examples) for group in self.groups)


def conference(session: Session, registers: Registers, year: str | None) -> Conference | None:
    """The conference of a school year, by default the last that has examples; None if there are none. Kinds stand in
    the order in which their registers offer them."""
    years = published_choices(session).years
    chosen = year if year in years else None
    if year is None and years:
        chosen = years[0]
    if chosen is None:
        return None
    found = reversed(published_examples(session, year=chosen, limit=MOST).examples)
    groups: dict[str, list[PublicExample]] = {}
    order = _order(registers)
    for example in sorted(found, key=lambda one: (bool(one.models), order.get(one.kind or "", len(order)))):
        groups.setdefault(example.kind_label["vi"], []).append(example)
    listed = tuple(Group(of_it[0].kind_label, tuple(of_it)) for of_it in groups.values())
    return Conference(chosen, years, listed)


def _order(registers: Registers) -> dict[str, int]:
    """Kind → its place among the choices of the fields by which registers that may be published say a kind."""
    named = [(one, one.publish.kind) for one in registers.all_latest() if one.publish and one.publish.kind]
    kinds = dict.fromkeys(choice.value for one, field in named for choice in one.fields[field].choices)
    return {kind: place for place, kind in enumerate(kinds)}
