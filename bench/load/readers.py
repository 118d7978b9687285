"""The officers of the department, who read all that the desk shows, several at once."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from urllib.request import Request, urlopen

from bench.load.desk import OFFICER
from server.demo import PASSWORD
from sync.phone.transport import sign_in

AT_ONCE = 16  # as many as two processes of the server have threads
PATIENCE = 60  # seconds
PAGES = (
    *("/api/records?limit=200", "/api/records?sort=title&limit=200", "/api/records?sort=status&limit=200"),
    *("/api/records?for=me&sort=since&limit=200", "/api/records?q=sach&limit=200"),
    *("/api/records/counts", "/api/records/counts?for=me", "/api/records/counts?q=sach"),
    *("/api/overview?register=activity&period=2025-2026", "/api/figures?register=activity&period=2025-2026"),
    *("/api/units", "/api/people", "/api/audit", "/api/catalog"),
)
"""What the desk asks for, in pages as long as they may be."""


def read_all(url: str, times: int, pages: Sequence[str] = PAGES) -> None:
    """Let officers read each of the pages of the server at ``url`` so many times, ``AT_ONCE`` of them together.

    Raises HTTPError if one is refused.
    """
    officer = sign_in(url, OFFICER, PASSWORD)
    given = {"Cookie": officer.cookie, "X-Account": officer.account, "Accept-Encoding": "gzip"}

    def one(page: str) -> None:
        with urlopen(Request(url + page, headers=given), timeout=PATIENCE) as answer:
            answer.read()

    with ThreadPoolExecutor(AT_ONCE) as officers:
        list(officers.map(one, [page for _ in range(times) for page in pages]))
