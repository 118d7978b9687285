"""The addresses of the public pages, which stay: Vietnamese under ``/dien-hinh``, English under ``/dien-hinh/en``."""

from urllib.parse import quote

ROOT = "/dien-hinh"
FILES = f"{ROOT}/tep"
SECTIONS = {
    "models": {"vi": "mo-hinh", "en": "models"},
    "figures": {"vi": "so-lieu", "en": "figures"},
    "conference": {"vi": "hoi-nghi", "en": "conference"},
    "slides": {"vi": "trinh-chieu", "en": "slides"},
    "offline": {"vi": "ngoai-mang", "en": "offline"},
}
"""A part of the site → the word that stands for it in the addresses of a language. No example has such an address."""


REPLICATE = "/nhan-rong"
"""The path of the app's screen on which a school's leader takes up a model; ``bieu`` names its register, ``tu`` the
record of the school that it is taken up from, as the path may, too."""


def replicate_address(register: str, record: str) -> str:
    """The path of that screen for a record."""
    return f"{REPLICATE}/{quote(record, safe='')}?bieu={quote(register, safe='')}"


def address(language: str, section: str = "", *more: str) -> str:
    """The path of a page: ``address("en", "models", "garden")`` is ``/dien-hinh/en/models/garden``."""
    parts = [] if language == "vi" else [language]
    if section:
        parts.append(SECTIONS[section][language])
    return "/".join([ROOT, *parts, *(quote(one, safe="") for one in more)])
