"""Pictures from inside: the shelves of a library, and a classroom."""

from random import Random

from server.demo.pictures.canvas import SIZE, Canvas, Colour, blend

WIDTH, HEIGHT = SIZE
SPINES: tuple[Colour, ...] = (
    *((188, 70, 58), (226, 156, 62), (238, 206, 112), (90, 140, 98), (58, 110, 142)),
    *((120, 92, 140), (206, 118, 118), (84, 158, 160), (232, 226, 208)),
)
WOOD: Colour = (158, 112, 70)


def library(canvas: Canvas, random: Random) -> None:
    """Shelves full of books between two plants, a low table with an open book before them."""
    wall = random.choice(((236, 226, 204), (218, 228, 220), (226, 220, 232)))
    canvas.fade(0, 470, wall, blend(wall, (255, 255, 255), 0.4))
    canvas.fade(470, HEIGHT, (190, 152, 110), (156, 118, 80))
    canvas.box(110, 50, 690, 480, blend(WOOD, (0, 0, 0), 0.25), 6)
    for board in range(4):
        top = 64 + board * 102
        canvas.box(122, top, 678, top + 92, blend(WOOD, (0, 0, 0), 0.5))
        _books(canvas, 128, 672, top + 92, random)
        canvas.box(116, top + 92, 684, top + 102, WOOD)
    for x in (56, 744):
        _plant(canvas, x, 470, random)
    canvas.disc(400, 560, 420, (122, 82, 50), 90)
    canvas.disc(400, 552, 420, (184, 134, 86), 86)
    for side in (-1, 1):
        canvas.shape([(400, 536), (400 + side * 84, 526), (400 + side * 94, 560), (400, 572)], (250, 246, 234))
        for line in range(4):
            y = 538 + line * 7
            canvas.line([(400 + side * 14, y), (400 + side * 76, y - 6)], (168, 162, 150), 1.5)


def _books(canvas: Canvas, left: float, right: float, foot: float, random: Random) -> None:
    x = left
    while x < right - 30:
        wide, tall = random.uniform(11, 26), random.uniform(56, 84)
        colour = random.choice(SPINES)
        if random.random() < 0.08:
            x += random.uniform(14, 40)
            continue
        canvas.box(x, foot - tall, x + wide, foot, colour, 2)
        canvas.box(x + 2, foot - tall * 0.8, x + wide - 2, foot - tall * 0.66, blend(colour, (255, 255, 255), 0.55))
        x += wide + 1.5


def _plant(canvas: Canvas, x: float, foot: float, random: Random) -> None:
    for _ in range(9):
        reach, tall = random.uniform(-44, 44), random.uniform(90, 160)
        colour = blend((62, 118, 76), (122, 172, 96), random.random())
        canvas.line([(x, foot - 30), (x + reach * 0.4, foot - tall * 0.7), (x + reach, foot - tall)], colour, 6)
        canvas.disc(x + reach, foot - tall, 26, colour, 18)
    canvas.shape([(x - 26, foot - 44), (x + 26, foot - 44), (x + 18, foot + 14), (x - 18, foot + 14)], (186, 104, 72))


def classroom(canvas: Canvas, random: Random) -> None:
    """A classroom with a board, drawings on the wall, a window to the mountains, and rows of small tables."""
    wall = random.choice(((246, 234, 200), (224, 236, 238), (240, 226, 220)))
    canvas.fade(0, 360, wall, blend(wall, (255, 255, 255), 0.3))
    canvas.fade(360, HEIGHT, (204, 184, 150), (168, 144, 110))
    canvas.box(210, 60, 560, 240, WOOD, 4)
    canvas.box(220, 70, 550, 230, (46, 88, 74))
    for line in range(4):
        canvas.line([(244, 102 + line * 30), (244 + random.uniform(120, 260), 102 + line * 30)], (226, 232, 224), 4)
    _window(canvas, 610, random)
    for picture in range(4):
        left, y = 40 + picture % 2 * 78, 80 + picture // 2 * 92
        canvas.box(left, y, left + 64, y + 78, (252, 250, 244), 2)
        canvas.disc(left + 32, y + 34, random.uniform(24, 40), random.choice(SPINES))
        canvas.box(left + 12, y + 58, left + 52, y + 66, random.choice(SPINES), 3)
    top = random.choice(((110, 168, 196), (232, 178, 92), (140, 182, 120)))
    for row, (y, wide) in enumerate(((348, 150), (424, 190), (516, 236))):
        for place in range(3):
            x = WIDTH / 2 + (place - 1) * wide * 1.25 - wide / 2
            for leg in (0.08, 0.86):
                canvas.box(x + wide * leg, y + 16, x + wide * leg + 8 + row * 2, y + 60 + row * 12, (120, 108, 94))
            canvas.box(x, y, x + wide, y + 22 + row * 5, blend(top, (255, 255, 255), 0.1 * row), 6)
            canvas.box(x + wide * 0.3, y - 8 - row * 2, x + wide * 0.52, y + 3, random.choice(SPINES), 2)


def _window(canvas: Canvas, left: float, random: Random) -> None:
    canvas.box(left, 70, left + 150, 230, (250, 250, 246), 4)
    canvas.box(left + 8, 78, left + 142, 222, (176, 212, 232))
    peak = random.uniform(30, 110)
    canvas.shape(
        [(left + 8, 222), (left + 8, 170), (left + peak, 112), (left + 142, 184), (left + 142, 222)], (118, 156, 138)
    )
    canvas.shape(
        [(left + 8, 222), (left + 8, 196), (left + 150 - peak, 168), (left + 142, 210), (left + 142, 222)],
        (86, 128, 92),
    )
    canvas.box(left + 72, 78, left + 78, 222, (250, 250, 246))
    canvas.box(left + 8, 146, left + 142, 152, (250, 250, 246))
