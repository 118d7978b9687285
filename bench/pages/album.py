"""Pictures of all screens, in two sizes, light and dark and in large letters, and pages that show them together."""

import html
from typing import Literal

from playwright.sync_api import Page, ViewportSize

from server.platform.config import ROOT

OUT = ROOT / "var" / "pictures"
SIZES: dict[str, ViewportSize] = {"phone": {"width": 360, "height": 740}, "wide": {"width": 1280, "height": 800}}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

LARGE = "phone-200"
"""The kind of the pictures on a phone with text of 200 %."""


class Album:
    """Takes the pictures, only of screens whose names contain ``wanted``; ``names``: those of the screens taken."""

    def __init__(self, wanted: str):
        self.wanted, self.names = wanted, list[str]()

    def take(self, page: Page, name: str, whole: bool = True) -> None:
        """Take pictures of a page's present state under a name: in both sizes, light and dark, and at 200 %.

        ``whole``: of the whole page, down to its end, not only of what the screen shows.
        """
        if self.wanted not in name:
            return
        self.names.append(name)
        for size, viewport in SIZES.items():
            page.set_viewport_size(viewport)
            if whole:
                height = page.evaluate("document.documentElement.scrollHeight")
                page.set_viewport_size({**viewport, "height": max(viewport["height"], height)})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                page.screenshot(path=OUT / f"{name}.{size}-{scheme}.png")
        page.set_viewport_size(SIZES["phone"])
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        page.screenshot(path=OUT / f"{name}.{LARGE}.png", full_page=whole)
        page.evaluate("document.documentElement.style.fontSize = ''")

    def bind(self) -> None:
        """Write an HTML page for each size and scheme that shows all of its pictures."""
        for kind in [*(f"{size}-{scheme}" for size in SIZES for scheme in SCHEMES), LARGE]:
            figures = "".join(
                f"<figure><figcaption>{html.escape(name)}</figcaption><img src='{name}.{kind}.png'></figure>"
                for name in self.names
            )
            style = "body{display:flex;flex-wrap:wrap;gap:16px;font:14px sans-serif}figure{margin:0}img{width:360px}"
            (OUT / f"{kind}.html").write_text(f"<!doctype html><meta charset=utf-8><style>{style}</style>{figures}")
