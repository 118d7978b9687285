"""Takes pictures of the desk's screens: full, as officers and the administrator see them, and with nothing in them."""

from playwright.sync_api import Browser

from bench.pages.album import SIZES, Album
from bench.pages.visit import Visit

FULL = {
    "so.demo": {
        "overview": "/so",
        "queue": "/so/duyet",
        "queue-all": "/so/duyet?for=all",
        "intake": "/so/cho-nhan",
        "people": "/so/nguoi",
        "devices": "/so/may",
        "units": "/so/don-vi",
        "import": "/so/nhap",
        "missing": "/so/chua-nop",
        "explore": "/so/kham-pha?rows=kind&columns=month",
        "reports": "/so/bao-cao",
        "reports-signed": "/so/bao-cao?phan=chot",
        "reports-ranks": "/so/bao-cao?phan=cum",
        "reports-template": "/so/bao-cao?phan=mau",
        "registers": "/so/bieu",
        "factor": "/so/xac-thuc",
        "audit": "/so/nhat-ky",
        "nowhere": "/so/khong-co",
    },
    "admin.demo": {"backups": "/so/sao-luu"},
}
"""A username → the name of a picture → the address of its screen."""
INNER = {
    "record": ("/so/duyet", ".queue .title"),
    "person": ("/so/nguoi", ".office .title"),
    "lacking": ("/so/chua-nop", ".dues a"),
}
"""The name of a picture → the address of a list, and the selector of the link whose screen is shown."""
EMPTY = {
    "queue-none": "/so/duyet?q=qqqq",
    "people-none": "/so/nguoi?q=qqqq",
    "devices-none": "/so/may?unsent=long",
    "audit-none": "/so/nhat-ky?q=qqqq",
    "explore-none": "/so/kham-pha?register=competition_project&period=2026-2027",
}
LONGEST = ("queue-all", "people", "devices", "audit", "units", "lacking")
"""Lists of which the first screen is enough to look at."""


def desk(browser: Browser, url: str, album: Album) -> None:
    """Screens with what the demo has of them."""
    for username, screens in FULL.items():
        visit = Visit(browser, url)
        visit.open_desk(username)
        for name, address in screens.items():
            visit.show(address, "main h1")
            visit.settle()
            album.take(visit.page, f"desk-{name}", whole=name not in LONGEST)
        for name, (address, link) in INNER.items() if username == "so.demo" else ():
            visit.show(address, link)
            visit.page.locator(link).first.click()
            visit.settle()
            album.take(visit.page, f"desk-{name}", whole=name not in LONGEST)
        visit.context.close()


def empty_desk(browser: Browser, url: str, album: Album) -> None:
    """Screens where nothing is left or found, and the places that open on a phone."""
    visit = Visit(browser, url)
    visit.open_desk("so.demo")
    for name, address in EMPTY.items():
        visit.show(address, "main h1")
        visit.settle()
        album.take(visit.page, f"desk-{name}")
    visit.page.set_viewport_size(SIZES["phone"])
    visit.page.locator(".desk-nav .more").click()
    album.take(visit.page, "desk-places", whole=False)
    visit.context.close()
