"""What a picture of the demo is drawn on: with sky, ridges of mountains and plain shapes, in whole pixels."""

import math
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageDraw

SIZE = (800, 600)
FINER = 2  # times as large while it is drawn: the edges come out smooth

Colour = tuple[int, int, int]
Point = tuple[float, float]


class Canvas:
    """A picture in the making. Lengths are pixels of the finished one, from its upper left corner."""

    def __init__(self) -> None:
        self._image = Image.new("RGB", (SIZE[0] * FINER, SIZE[1] * FINER))
        self._draw = ImageDraw.Draw(self._image)

    def finished(self) -> Image.Image:
        """The picture, of ``SIZE``."""
        return self._image.reduce(FINER)

    def fade(self, top: float, bottom: float, above: Colour, below: Colour) -> None:
        """Fill the whole width between two heights, from one colour to another."""
        steps = max(1, round(bottom - top))
        for step in range(steps):
            self.box(0, top + step, SIZE[0], top + step + 1, blend(above, below, step / steps))

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour, radius: float = 0) -> None:
        """Fill a rectangle, with round corners of a radius."""
        corners = [round(one * FINER) for one in (left, top, right, bottom)]
        self._draw.rounded_rectangle((*corners[:2], corners[2] - 1, corners[3] - 1), round(radius * FINER), colour)

    def disc(self, x: float, y: float, across: float, colour: Colour, high: float | None = None) -> None:
        """Fill an ellipse around a point, ``across`` wide and ``high``, else as high as wide."""
        tall = across if high is None else high
        around = (x - across / 2, y - tall / 2, x + across / 2, y + tall / 2)
        self._draw.ellipse([round(one * FINER) for one in around], colour)

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a polygon."""
        self._draw.polygon([(x * FINER, y * FINER) for x, y in points], colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """Draw a line through some points."""
        self._draw.line([(x * FINER, y * FINER) for x, y in points], colour, round(width * FINER), joint="curve")

    def ridge(self, height: float, swing: float, colour: Colour, random: Random) -> None:
        """Fill all below a ridge of mountains around a height, which rises and falls by about ``swing``."""
        waves = [(random.uniform(0.6, 1.4) * part, random.uniform(0, 7), swing / part) for part in (1, 2, 4, 9)]
        tops = [
            (x, height - sum(much * math.sin(x / SIZE[0] * 6 * often + begin) for often, begin, much in waves))
            for x in range(0, SIZE[0] + 1, 4)
        ]
        self.shape([(0, SIZE[1]), *tops, (SIZE[0], SIZE[1])], colour)


def blend(one: Colour, other: Colour, share: float) -> Colour:
    """A colour between two, ``share`` (0 to 1) of the way to the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
