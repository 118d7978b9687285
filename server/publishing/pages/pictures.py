"""The addresses of an example's pictures, each in two sizes; another key with each change, so they never change."""

from server.publishing.examples.readable import PublicExample, PublicPhoto
from server.publishing.pages.addresses import ROOT

SMALL = "-nho"


def photo_address(photo: PublicPhoto, small: bool = False) -> str:
    """The path of a photo."""
    return f"{ROOT}/anh/{photo.key}{SMALL if small else ''}.webp"


def photo_of(name: str) -> tuple[str, bool]:
    """Key and size of a photo by the last part of its address."""
    stem = name.removesuffix(".webp")
    return stem.removesuffix(SMALL), stem.endswith(SMALL)


def preview_address(example: PublicExample) -> str:
    """The path of the picture that a link to an example shows; another one with each of its editions."""
    return f"{ROOT}/anh/{example.slug}.{example.edition}.jpg"
