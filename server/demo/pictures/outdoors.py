"""Pictures from outside: a vegetable garden, a crossing before a school, and terraces of rice."""

import math
from random import Random

from server.demo.pictures.canvas import SIZE, Canvas, Colour, blend

WIDTH, HEIGHT = SIZE
SKIES: tuple[tuple[Colour, Colour], ...] = (
    ((126, 178, 221), (232, 240, 240)),
    ((250, 196, 138), (255, 240, 214)),
    ((154, 190, 206), (238, 236, 222)),
)
FAR: Colour = (146, 172, 190)
NEAR: Colour = (70, 112, 82)


def garden(canvas: Canvas, random: Random) -> None:
    """Beds of greens that run towards mountains, behind a fence of bamboo."""
    _mountains(canvas, random, 300)
    canvas.fade(330, HEIGHT, (132, 104, 70), (92, 66, 44))
    for x in range(-10, WIDTH + 20, 34):
        canvas.box(x, 292 + random.uniform(-6, 6), x + 7, 352, (176, 148, 92), 3)
    for y in (308, 332):
        canvas.box(0, y, WIDTH, y + 5, (152, 124, 74))
    leaves = random.choice((((74, 140, 66), (120, 182, 84)), ((58, 124, 78), (104, 170, 116))))
    for bed in range(5):
        for row in range(11):
            depth = (row / 10) ** 1.7
            y = 366 + depth * 240
            x = WIDTH / 2 + (bed - 2) * (74 + depth * 150) + random.uniform(-4, 4)
            _plant(canvas, x, y, 22 + depth * 62, leaves, random)


def _plant(canvas: Canvas, x: float, y: float, size: float, leaves: tuple[Colour, Colour], random: Random) -> None:
    canvas.disc(x, y + size * 0.25, size * 1.2, (78, 56, 38), size * 0.4)
    for leaf in range(7):
        turn = leaf * math.tau / 7 + random.uniform(-0.3, 0.3)
        at = (x + math.cos(turn) * size * 0.3, y + math.sin(turn) * size * 0.18)
        canvas.disc(*at, size * 0.52, blend(*leaves, random.random()), size * 0.4)
    canvas.disc(x, y - size * 0.08, size * 0.34, leaves[1], size * 0.26)


def terraces(canvas: Canvas, random: Random) -> None:
    """Terraces of rice below a house with a tin roof, in front of mountains."""
    _mountains(canvas, random, 260)
    ripe = random.choice(
        (((196, 178, 84), (226, 204, 108)), ((98, 152, 76), (150, 190, 96)), ((120, 160, 168), (190, 212, 212)))
    )
    for step in range(9):
        top, swing = 300 + step * 36, 10 + step * 3
        begin = random.uniform(0, 7)
        edge = [(x, top + swing * math.sin(x / 150 + begin)) for x in range(0, WIDTH + 1, 8)]
        canvas.shape([(0, HEIGHT), *edge, (WIDTH, HEIGHT)], (104, 84, 54))
        field = [(x, y + 7 + step) for x, y in edge]
        canvas.shape([(0, HEIGHT), *field, (WIDTH, HEIGHT)], blend(*ripe, random.random()))
    _house(canvas, random.choice((120, 520)), 262, random)


def crossing(canvas: Canvas, random: Random) -> None:
    """A road with a crossing before the gate of a school, with trees and a flag."""
    _mountains(canvas, random, 250)
    canvas.fade(300, 420, (122, 160, 90), (98, 138, 76))
    _house(canvas, 240, 300, random, 320)
    canvas.box(640, 120, 646, 400, (190, 190, 186))
    canvas.box(646, 126, 716, 172, (206, 44, 38))
    canvas.shape(_star(681, 149, 17), (250, 214, 60))
    for x in (70, 150, 590):
        _tree(canvas, x + random.uniform(-16, 16), 400, random.uniform(100, 150), random)
    canvas.box(0, 412, WIDTH, HEIGHT, (92, 94, 98))
    canvas.box(0, 412, WIDTH, 422, (204, 200, 190))
    for stripe in range(9):
        left = 250 + stripe * 34
        wide = (left - WIDTH / 2) * 0.7
        canvas.shape(
            [(left, 430), (left + 20, 430), (left + 30 + wide, HEIGHT), (left - 4 + wide, HEIGHT)], (240, 240, 236)
        )


def _mountains(canvas: Canvas, random: Random, foot: float) -> None:
    above, below = random.choice(SKIES)
    canvas.fade(0, foot + 60, above, below)
    canvas.disc(random.uniform(120, 680), random.uniform(70, 130), 76, blend(below, (255, 250, 220), 0.8))
    for number in range(4):
        share = number / 3
        canvas.ridge(foot - 130 + 50 * number, 46 - 8 * number, blend(blend(FAR, below, 0.35), NEAR, share), random)


def _house(canvas: Canvas, left: float, foot: float, random: Random, wide: float = 170) -> None:
    wall = random.choice(((238, 222, 176), (232, 214, 190), (214, 226, 214)))
    roof = random.choice(((164, 74, 58), (92, 116, 140)))
    canvas.box(left, foot, left + wide, foot + 84, wall)
    canvas.shape(
        [(left - 16, foot + 4), (left + 20, foot - 44), (left + wide - 20, foot - 44), (left + wide + 16, foot + 4)],
        roof,
    )
    for x in range(round(left) + 16, round(left + wide) - 30, 48):
        canvas.box(x, foot + 24, x + 28, foot + 60, (96, 124, 136))
        canvas.box(x + 13, foot + 24, x + 15, foot + 60, wall)


def _tree(canvas: Canvas, x: float, foot: float, tall: float, random: Random) -> None:
    canvas.box(x - 6, foot - tall * 0.5, x + 6, foot, (112, 84, 58))
    for _ in range(12):
        at = (x + random.uniform(-0.3, 0.3) * tall, foot - tall * random.uniform(0.5, 1.0))
        canvas.disc(*at, tall * 0.36, blend((60, 116, 64), (112, 164, 84), random.random()))


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    turns = [(point * math.pi / 5 - math.pi / 2, radius if point % 2 == 0 else radius * 0.4) for point in range(10)]
    return [(x + math.cos(turn) * far, y + math.sin(turn) * far) for turn, far in turns]
