"""Pictures of every screen of phone and desk to be looked at: ``make pictures`` → ``var/pictures``.

Each is taken at 360×740 and 1280×800, light and dark, and at 360×740 with text of 200 %, over the demo province.
``phone-light.html`` and its like show all of a kind side by side. ``python -m bench.pages verify`` takes those alone
whose name holds the word.
"""

import sys
from collections.abc import Callable

from playwright.sync_api import Browser, sync_playwright

from bench.load.served import served
from bench.pages import province
from bench.pages.album import OUT, SCHEMES, SIZES, Album
from bench.pages.desk import desk, empty_desk
from bench.pages.door import door, first_use
from bench.pages.leader import leader
from bench.pages.teacher import empty, teacher
from tests.fixtures.browser import FLAGS
from tests.provision import browser_path

PARTS: tuple[Callable[[Browser, str, Album], None], ...] = (door, first_use, empty, teacher, leader, desk, empty_desk)


def main() -> None:
    """Take the pictures of all parts.

    The command line may name one part, such as ``door``, and a word that the names of the pictures must contain.
    """
    words = sys.argv[1:]
    parts = [part for part in PARTS if not words or part.__name__ == words[0]] or list(PARTS)
    album = Album(words[-1] if words and words[0] not in [part.__name__ for part in PARTS] else "")
    OUT.mkdir(parents=True, exist_ok=True)
    url = province.copy_to(OUT)
    with served(url, LANTOA_WORKERS="1") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        for part in parts:
            part(browser, server.url, album)
        browser.close()
    album.bind()
    print(f"{len(album.names)} screens, {len(SIZES) * len(SCHEMES) + 1} pictures each: {OUT}")


if __name__ == "__main__":
    main()
