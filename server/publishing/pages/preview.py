"""The picture that a link to an example shows where people pass it on: its title beside its first photo."""

from collections.abc import Sequence
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, MARGIN = 1200, 630, 64
PAPER, INK, QUIET, ROSE, INDIGO, PETAL = "#fbfaf8", "#1b2250", "#565b78", "#c2527f", "#27306b", "#f6e3eb"
FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
    "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf",
)
"""Fonts with all Vietnamese letters, the first that there is: ``fonts-dejavu-core`` has one. Without any the picture
has no title."""
FINE, PETAL_LENGTH = 4, 47.0
CURVES = (
    ((0.0, -5.0), (-8.0, -11.0), (-18.0, -25.0), (-13.0, -36.0)),
    ((-13.0, -36.0), (-10.0, -43.0), (-3.0, -42.0), (0.0, -47.0)),
)
"""The left side of the mark's upper petal."""
SIZES = (60, 52, 46, 40, 34)  # pixels of the title's letters, the first in which it fits


def preview(title: str, places: Sequence[str], photo: bytes | None) -> bytes:
    """A JPEG, ``WIDTH`` by ``HEIGHT``. ``places``: the school, and what it lies in, which is left out where both are
    too long; ``photo``: the example's first, if it has one."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    room = WIDTH - 2 * MARGIN
    if photo:
        room = 620 - 2 * MARGIN + 24
        picture.paste(_cover(photo, WIDTH - 620, HEIGHT), (620, 0))
    else:
        _ripple(picture, WIDTH - 120, HEIGHT - 100)
    draw = ImageDraw.Draw(picture)
    _blossom(picture, MARGIN + 32, MARGIN + 30, 36)
    if (file := next((one for one in FONTS if Path(one).exists()), None)) is not None:
        draw.text((MARGIN + 78, MARGIN + 30), "Lan Tỏa", INK, ImageFont.truetype(file, 34), anchor="lm")
        _title(draw, file, title, room)
        small = ImageFont.truetype(file, 25)
        where = next((one for one in (", ".join(places), *places) if draw.textlength(one, small) <= room), "")
        draw.text((MARGIN, HEIGHT - MARGIN), where, QUIET, small, anchor="ls")
    out = BytesIO()
    picture.save(out, "JPEG", quality=84, optimize=True)
    return out.getvalue()


def _cover(photo: bytes, width: int, height: int) -> Image.Image:
    """The photo as large as covers the room, its middle."""
    with Image.open(BytesIO(photo)) as opened:
        image = opened.convert("RGB")
    scale = max(width / image.width, height / image.height)
    image = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)
    left, top = (image.width - width) // 2, (image.height - height) // 2
    return image.crop((left, top, left + width, top + height))


def _title(draw: ImageDraw.ImageDraw, file: str, title: str, room: int) -> None:
    highest = HEIGHT - 2 * MARGIN - 150
    for size in SIZES:
        font = ImageFont.truetype(file, size)
        lines = _lines(draw, title, font, room)
        if len(lines) * size * 1.28 <= highest:
            break
    draw.multiline_text((MARGIN, 175), "\n".join(lines[:7]), INK, font, spacing=size * 0.18)


def _lines(draw: ImageDraw.ImageDraw, title: str, font: ImageFont.FreeTypeFont, room: int) -> Sequence[str]:
    lines: list[str] = []
    for part in title.split():
        if lines and draw.textlength(f"{lines[-1]} {part}", font) <= room:
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return lines


def _blossom(picture: Image.Image, x: float, y: float, size: float) -> None:
    """The mark, ``size`` pixels from its middle to the tip of a petal; drawn four times as large, so that it is
    smooth."""
    half = round(size * FINE * 1.05)
    mark = Image.new("RGBA", (2 * half, 2 * half))
    draw = ImageDraw.Draw(mark)
    scale = size * FINE / PETAL_LENGTH
    for turn in range(5):
        angle = turn * 2 * pi / 5
        at = [
            (half + scale * (a * cos(angle) - b * sin(angle)), half + scale * (a * sin(angle) + b * cos(angle)))
            for a, b in _petal()
        ]
        draw.polygon(at, ROSE)
    middle = 5 * scale
    draw.ellipse((half - middle, half - middle, half + middle, half + middle), INDIGO)
    mark = mark.resize((2 * half // FINE, 2 * half // FINE), Image.Resampling.LANCZOS)
    picture.paste(mark, (round(x) - half // FINE, round(y) - half // FINE), mark)


def _petal() -> list[tuple[float, float]]:
    """The outline of the upper petal, as client/public/mark.svg has it."""
    right = [(-x, y) for x, y in reversed([point for curve in CURVES for point in _points(*curve)])]
    return [point for curve in CURVES for point in _points(*curve)] + right


def _points(*curve: tuple[float, float]) -> list[tuple[float, float]]:
    """Points along a cubic Bézier curve of four points."""
    shares = [step / 12 for step in range(13)]
    weights = [((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3) for t in shares]
    return [
        (
            sum(w * p[0] for w, p in zip(four, curve, strict=True)),
            sum(w * p[1] for w, p in zip(four, curve, strict=True)),
        )
        for four in weights
    ]


def _ripple(picture: Image.Image, x: float, y: float) -> None:
    wide = Image.new("RGB", (WIDTH * 2, HEIGHT * 2), PAPER)
    draw = ImageDraw.Draw(wide)
    for radius in (840, 660, 490, 330):
        box = (2 * x - radius, 2 * y - radius, 2 * x + radius, 2 * y + radius)
        draw.ellipse(box, outline=PETAL, width=50)
    picture.paste(wide.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS))
    _blossom(picture, x, y, 96)
