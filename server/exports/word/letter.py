"""What stands around the figures of a Word report: its number, day, signer and recipients, and the assessment."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TypedDict, cast

from server.platform.query_params import ParamReader
from sync.protocol.canonical import sound_text

DOTS = "........"
"""Stands where nothing was typed, to be written by hand."""
LONGEST = {
    "agency_above": 200,
    "agency": 200,
    "number": 30,
    "symbol": 50,
    "place": 100,
    "day": 10,
    "signer_title": 200,
    "signer": 100,
    "assessment": 6_000,
}
"""Each text of a letter → most characters that it may have."""
MOST_RECIPIENTS, LONGEST_RECIPIENT = 20, 200


class Letter(TypedDict):
    """What is typed before a report is made; what is ``""`` stays a dotted line.

    ``agency`` sends the report, ``agency_above`` is the authority over it, both as they are written; ``""`` is the
    usual name. ``number`` and ``symbol`` are written as number/symbol; ``day``: ``YYYY-MM-DD``; ``signer_title``:
    a line each; ``assessment``: a paragraph each line.
    """

    agency_above: str
    agency: str
    number: str
    symbol: str
    place: str
    day: str
    signer_title: str
    signer: str
    recipients: list[str]
    assessment: str


SYMBOLS = {"province": "BC-SGDĐT"}
SIGNERS = {"province": "GIÁM ĐỐC", "school": "HIỆU TRƯỞNG"}
RECIPIENTS = {
    "province": (
        "UBND tỉnh (để báo cáo)",
        "Bộ Giáo dục và Đào tạo (để báo cáo)",
        "Lãnh đạo Sở",
        "Các đơn vị trực thuộc",
    ),
    "commune": ("Sở Giáo dục và Đào tạo (để báo cáo)", "Các trường trên địa bàn"),
    "school": ("Sở Giáo dục và Đào tạo (để báo cáo)", "UBND xã (để báo cáo)"),
}


def usual_letter(kind: str, name: str) -> Letter:
    """The letter of a unit of this kind and name for whose reports nothing was typed yet: without number, day and
    signer."""
    province = kind == "province"
    return {
        "agency_above": "UBND TỈNH ĐIỆN BIÊN" if province else "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        "agency": "SỞ GIÁO DỤC VÀ ĐÀO TẠO" if province else name.upper(),
        "number": "",
        "symbol": SYMBOLS.get(kind, "BC"),
        "place": "Điện Biên",
        "day": "",
        "signer_title": SIGNERS.get(kind, "THỦ TRƯỞNG ĐƠN VỊ"),
        "signer": "",
        "recipients": list(RECIPIENTS.get(kind, RECIPIENTS["school"])),
        "assessment": "",
    }


def read_letter(params: ParamReader, given: object) -> Letter | None:
    """The letter in the body of an order, each text without blanks around it; None if there is none.

    What is missing, too long or no text is a fault in ``params`` by its member, which ``refuse`` raises later.
    """
    if given is None:
        return None
    if not isinstance(given, Mapping):
        params.fault("letter", "type")
        return None
    for name in given.keys() - Letter.__annotations__.keys():
        params.fault(str(name), "unknown")
    letter = {name: _text(params, name, given.get(name), most) for name, most in LONGEST.items()}
    if letter["day"] and not _is_day(letter["day"]):
        params.fault("day", "type")
    several = given.get("recipients")
    if not isinstance(several, list) or len(several) > MOST_RECIPIENTS:
        params.fault("recipients", "count")
        several = []
    texts = [_text(params, "recipients", one, LONGEST_RECIPIENT) for one in several]
    return cast(Letter, {**letter, "recipients": [one for one in texts if one]})


def lines(text: str) -> list[str]:
    """The lines of a text in which something stands, without blanks around them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _text(params: ParamReader, name: str, value: object, most: int) -> str:
    if not isinstance(value, str) or len(value) > most or not sound_text(value):
        params.fault(name, "length" if isinstance(value, str) else "type")
        return ""
    return value.strip()


def _is_day(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text) and date.fromisoformat(text))
    except ValueError:
        return False
