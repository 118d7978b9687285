"""The way of photos to the server, and what a journey does to it: parts that are lost, or nothing that is taken."""

import re

from playwright.sync_api import Page, Route

PHOTOS = re.compile("/api/photos")


class Way:
    """``lose``: so many coming parts are lost. ``closed``: no photo is taken. ``parts``: hash and offset of each."""

    def __init__(self, page: Page):
        self.parts: list[tuple[str, int]] = []
        self.lose, self.closed = 0, False
        page.route(PHOTOS, self.pass_on)

    def pass_on(self, route: Route) -> None:
        request = route.request
        if self.closed:
            return route.fulfill(status=503, json={"code": "read_only", "status": 503, "detail": "closed"})
        if request.method == "PATCH":
            self.parts.append((request.url.rpartition("/")[2], int(request.headers["upload-offset"])))
            if self.lose:
                self.lose -= 1
                return route.abort("connectionreset")
        return route.continue_()
