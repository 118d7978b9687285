"""Pages that a process has drawn, kept as long as what they show is the same."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from server.publishing.pages.page import Page

MOST = 400  # pages


class PageMemory:
    """Pages by their address, each of one edition: what was drawn of another is drawn again.

    At most ``most``; the one that was read longest ago goes first.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._pages: OrderedDict[Hashable, tuple[Hashable, Page]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, edition: Hashable, draw: Callable[[], Page]) -> Page:
        """The page of an address (``key``) in an edition, drawn by ``draw`` if it is not there."""
        with self._lock:
            kept = self._pages.get(key)
            if kept and kept[0] == edition:
                self._pages.move_to_end(key)
                return kept[1]
        page = draw()
        with self._lock:
            self._pages[key] = (edition, page)
            self._pages.move_to_end(key)
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)
        return page
