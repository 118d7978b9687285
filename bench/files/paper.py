"""Prints office files as LibreOffice does, and measures the pages: their size, their words, and what stands on them."""

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

A4 = (210, 297)
"""Width and height in mm, upright."""
PER_MM = 72 / 25.4  # points
SAME_LINE = 2  # points by which words that stand beside each other may differ
TOUCHING = 0.7  # of a word's height, from its top to that of a word below it: the boxes of lines touch
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)')
PATIENCE = 180  # seconds for all files together


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: width and height in whole mm, and its text."""

    width: int
    height: int
    text: str

    @property
    def upright(self) -> bool:
        return self.height > self.width


def printed(files: Sequence[Path], folder: Path) -> dict[str, list[Sheet]]:
    """Print files to PDFs in ``folder``: the name of each, without its ending → its pages.

    Raises CalledProcessError or TimeoutExpired if LibreOffice or poppler cannot.
    """
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *files]
    subprocess.run(command, check=True, timeout=PATIENCE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return {file.stem: sheets(folder / f"{file.stem}.pdf") for file in files}


def sheets(pdf: Path) -> list[Sheet]:
    """The pages of a PDF."""
    texts = _output("pdftotext", "-layout", pdf, "-").split("\f")[:-1]
    sizes = re.findall(r"Page\s+\d+ size:\s+([\d.]+) x ([\d.]+)", _output("pdfinfo", "-l", len(texts), pdf))
    return [
        Sheet(round(float(width) / PER_MM), round(float(height) / PER_MM), text)
        for (width, height), text in zip(sizes, texts, strict=True)
    ]


def overprinted(pdf: Path) -> list[tuple[str, str]]:
    """Pairs of words of a PDF that are printed over each other, such as a line that does not fit into its row."""
    found: list[tuple[str, str]] = []
    for page in _output("pdftotext", "-bbox", pdf, "-").split("<page ")[1:]:
        boxes = [(*map(float, box[:4]), box[4]) for box in WORD.findall(page)]
        boxes.sort(key=lambda box: box[1])
        for at, (left, top, right, bottom, word) in enumerate(boxes):
            for other in boxes[at + 1 :]:
                lower = other[1] - top
                if lower >= (bottom - top) * TOUCHING:
                    break
                if lower > SAME_LINE and min(right, other[2]) - max(left, other[0]) > SAME_LINE:
                    found.append((word, other[4]))
    return found


def pictures(pdf: Path, folder: Path) -> None:
    """Draw each page of a PDF as a PNG in ``folder``."""
    _output("pdftoppm", "-r", 60, "-png", pdf, folder / pdf.stem)


def _output(*command: object) -> str:
    done = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True, timeout=PATIENCE)
    return done.stdout
