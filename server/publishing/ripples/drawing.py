"""Where a model's schools stand in its drawing: on circles around the first, each near the one that it learned from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt

from server.publishing.ripples.models import PublicModel, Step

SIZE = 400
"""Width and height of the drawing; its middle is 0, 0."""
OUTER, INNER, NEAREST = 168.0, 92.0, 62.0  # radius of the last circle, of the first of two, and of the first of more
LARGEST, SMALLEST, NUMBERED = 17.0, 2.5, 9.5  # radius of a school's dot; the least that holds its number


@dataclass(frozen=True)
class Dot:
    """A school's place: its step, the middle of its dot and the dot's radius; ``numbered``: its number fits in."""

    step: Step
    x: float
    y: float
    r: float
    numbered: bool


@dataclass(frozen=True)
class Drawing:
    """A drawing: radii of the circles of waves; dots; lines, each the SVG path from a source to who took it up.

    ``first``: the one school in the middle, if there is one: else the model's blossom stands there.
    """

    circles: tuple[float, ...]
    dots: tuple[Dot, ...]
    lines: tuple[str, ...]
    first: Dot | None


def draw(model: PublicModel) -> Drawing:
    """The drawing of a model."""
    waves = model.waves
    middle = waves[0][0] if len(waves[0]) == 1 and model.own else None
    around = waves[1:] if middle else waves
    circles = _circles(len(around))
    angles = _angles(model.steps, waves)
    largest = max((step.reached or 0 for step in model.steps), default=0)
    apart = circles[1] - circles[0] if len(circles) > 1 else OUTER
    most = min(LARGEST, apart * 0.44)
    rings = zip(circles, around, strict=True)
    dots = [dot for circle, wave in rings for dot in _dots(wave, circle, angles, largest, most)]
    first = Dot(middle, 0, 0, LARGEST + 5, True) if middle else None
    places = {dot.step.number: dot for dot in ([first] if first else []) + dots}
    return Drawing(tuple(circles), tuple(dots), tuple(_lines(places)), first)


def _circles(number: int) -> list[float]:
    if number <= 1:
        return [(INNER + OUTER) / 2] * number
    first = INNER if number == 2 else NEAREST
    return [first + (OUTER - first) * at / (number - 1) for at in range(number)]


def _angles(steps: Sequence[Step], waves: Sequence[Sequence[Step]]) -> dict[int, float]:
    """Number of a step → its angle, from the top clockwise: each has as much room as those that follow from it."""
    below: dict[int | None, list[Step]] = defaultdict(list)
    for step in steps:
        below[step.source].append(step)
    room = {step.number: 1.0 for step in steps}
    for step in reversed(steps):
        room[step.number] = max(1.0, sum(room[one.number] for one in below[step.number]))
    angles: dict[int, float] = {}
    spans: dict[int | None, tuple[float, float]] = {None: (0.0, 2 * pi)}
    for step in [step for wave in waves for step in wave]:
        begins, width = spans[step.source]
        siblings = below[step.source]
        whole = sum(room[one.number] for one in siblings)
        before = sum(room[one.number] for one in siblings[: siblings.index(step)])
        own = (begins + width * before / whole, width * room[step.number] / whole)
        spans[step.number] = own
        angles[step.number] = own[0] + own[1] / 2 - pi / 2
    return angles


def _dots(wave: Sequence[Step], circle: float, angles: dict[int, float], largest: int, widest: float) -> Iterable[Dot]:
    """The dots of a wave: as large as they may be without touching, in several rows where a circle is full."""
    gap = 2 * pi * circle / max(1, len(wave))
    rows = max(1, round(sqrt(14 / gap))) if gap < 14 else 1
    most = max(SMALLEST, min(widest, _nearest(wave, circle, angles) * 0.44 if rows == 1 else gap * rows * 0.4))
    for at, step in enumerate(wave):
        share = sqrt((step.reached or 0) / largest) if largest else 1.0
        r = max(SMALLEST, most * (0.62 + 0.38 * share))
        away = circle - (at % rows) * most * 2.2
        angle = angles[step.number]
        yield Dot(step, away * cos(angle), away * sin(angle), r, r >= NUMBERED)


def _nearest(wave: Sequence[Step], circle: float, angles: dict[int, float]) -> float:
    """The distance of the two neighbours that are nearest to each other."""
    around = sorted(angles[step.number] for step in wave)
    if len(around) < 2:
        return 2 * circle
    gaps = [after - before for before, after in zip(around, [*around[1:], around[0] + 2 * pi], strict=True)]
    return 2 * circle * sin(min(*gaps, pi) / 2)


def _lines(places: dict[int, Dot]) -> Iterable[str]:
    for dot in places.values():
        source = places.get(dot.step.source or 0)
        if source is None:
            continue
        x, y = dot.x - source.x, dot.y - source.y
        length = hypot(x, y) or 1
        start = source.r / length
        bend = 0.14
        from_x, from_y = source.x + x * start, source.y + y * start
        to_x, to_y = dot.x - x * dot.r / length, dot.y - y * dot.r / length
        mid_x, mid_y = (from_x + to_x) / 2 - y * bend, (from_y + to_y) / 2 + x * bend
        yield f"M{from_x:.1f} {from_y:.1f}Q{mid_x:.1f} {mid_y:.1f} {to_x:.1f} {to_y:.1f}"
