"""Models as everybody may follow them: the schools that took each up, in waves from the first outwards."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from server.publishing.ripples.slugs import slug
from server.publishing.ripples.takers import Taker
from sync.folding import fold
from sync.protocol.register_entry import Bilingual
from sync.registers.register import Register
from sync.registers.register_parts import Ripple
from sync.vietnamese import sort_key


@dataclass(frozen=True)
class Step:
    """A school that took a model up: ``number`` in the model's list from 1, ``wave`` from 1, which began by itself.

    ``source``: the number of the step that it was taken up from, None in the first wave; ``reached``: how many of those
    that the measure counts, None if it did not say; ``record``: the id of the record in which it says so first.
    """

    number: int
    wave: int
    source: int | None
    school: str
    commune: str
    day: date
    reached: int | None
    record: str


@dataclass(frozen=True)
class PublicModel:
    """A model: its address's last part ``key``, title, steps in order of their numbers; ``own``: made up by a school.

    ``measure``: what ``reached`` counts, in both languages; ``register``: the key of its register.
    """

    key: str
    title: Bilingual
    own: bool
    steps: tuple[Step, ...]
    measure: Bilingual
    register: str

    @cached_property
    def waves(self) -> list[list[Step]]:
        """The steps of each wave."""
        waves: dict[int, list[Step]] = defaultdict(list)
        for step in self.steps:
            waves[step.wave].append(step)
        return [waves[number] for number in sorted(waves)]

    @property
    def reached(self) -> int:
        """The sum over all steps."""
        return sum(step.reached or 0 for step in self.steps)

    @property
    def spread(self) -> int:
        """How many schools took it up from another."""
        return sum(step.source is not None for step in self.steps)

    @property
    def changed(self) -> date:
        """The day on which the last school began."""
        return max(step.day for step in self.steps)


@dataclass
class _Node:
    """What one unit has of one model, in whichever years it registered it."""

    first: Taker
    reached: int | None
    source: "_Node | None" = None


def public_models(register: Register, ripple: Ripple, takers: Iterable[Taker]) -> list[PublicModel]:
    """The models of a register: first the named kinds in the order of their choices, then schools' own, the widest
    first. Kinds that nobody has taken up are left out."""
    nodes, of_record = _nodes(ripple, takers)
    groups: dict[tuple[str, str], list[_Node]] = defaultdict(list)
    for node in nodes:
        _connect(node, of_record, ripple)
    for node in nodes:
        kind = node.first.kind
        groups[kind, _root(node).first.id if kind == ripple.own else ""].append(node)
    labels = {choice.value: choice.label for choice in register.fields[ripple.kind].choices}
    measure = register.measure(ripple.reached)
    assert measure is not None
    named = [
        PublicModel(value, labels[value], False, _steps(groups[value, ""]), measure.label, register.key)
        for value in labels
        if value != ripple.own and (value, "") in groups
    ]
    own = [_own_model(found, measure.label, register.key) for (kind, _), found in groups.items() if kind == ripple.own]
    return named + sorted(own, key=lambda model: (-len(model.steps), sort_key(model.title["vi"])))


def _nodes(ripple: Ripple, takers: Iterable[Taker]) -> tuple[list[_Node], Mapping[str, _Node]]:
    """A node for each unit and model, and record → its node. A later year's registration belongs to the first's."""
    known: dict[tuple[str, str, str], _Node] = {}
    of_record: dict[str, _Node] = {}
    for one in takers:
        key = (one.unit, one.kind, fold(one.name) if one.kind == ripple.own else "")
        node = known.setdefault(key, _Node(one, one.reached))
        node.reached = one.reached if one.reached is not None else node.reached
        of_record[one.id] = node
    return list(known.values()), of_record


def _connect(node: _Node, of_record: Mapping[str, _Node], ripple: Ripple) -> None:
    """Give a node its source: another unit's of the same model. What would lead round in a circle is left out."""
    source = of_record.get(node.first.source or "")
    if source is None or source.first.kind != node.first.kind or source.first.unit == node.first.unit:
        return
    above: _Node | None = source
    while above is not None:
        if above is node:
            return
        above = above.source
    node.source = source


def _root(node: _Node) -> _Node:
    while node.source is not None:
        node = node.source
    return node


def _steps(nodes: list[_Node]) -> tuple[Step, ...]:
    """The steps of a model's nodes: wave by wave, each behind its source's neighbours, so that lines hardly cross."""
    steps: list[Step] = []
    numbers: dict[int, int] = {}
    wave = [node for node in nodes if node.source is None]
    depth = 1
    while wave:
        for node in wave:
            numbers[id(node)] = number = len(steps) + 1
            source = numbers[id(node.source)] if node.source else None
            first = node.first
            of_it = (first.school, first.commune, first.day, node.reached, first.id)
            steps.append(Step(number, depth, source, *of_it))
        before = [id(node) for node in wave]
        wave = sorted((node for node in nodes if id(node.source) in before), key=lambda one: numbers[id(one.source)])
        depth += 1
    return tuple(steps)


def _own_model(nodes: list[_Node], measure: Bilingual, register: str) -> PublicModel:
    steps = _steps(nodes)
    root = next(node.first for node in nodes if node.source is None)
    key = f"{slug(root.name)}-{root.id[-8:]}"
    return PublicModel(key, {"vi": root.name, "en": root.name}, True, steps, measure, register)
