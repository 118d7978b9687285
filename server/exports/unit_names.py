"""Short names of units, by the words that officially name kinds of schools and places: no unit is known by name."""

import re

KINDS = {
    "phổ thông dân tộc nội trú": "PTDTNT",
    "phổ thông dân tộc bán trú": "PTDTBT",
    "dân tộc nội trú": "DTNT",
    "dân tộc bán trú": "DTBT",
    "trung học phổ thông": "THPT",
    "trung học cơ sở": "THCS",
    "tiểu học": "TH",
    "mầm non": "MN",
    "mẫu giáo": "MG",
    "giáo dục nghề nghiệp": "GDNN",
    "giáo dục thường xuyên": "GDTX",
    "cao đẳng": "CĐ",
    "trung cấp": "TC",
    **{short.lower(): short for short in ("PTDTNT", "PTDTBT", "DTNT", "DTBT", "THPT", "THCS", "TH", "MN", "MG", "CĐ")},
    **{short.lower(): short for short in ("GDNN", "GDTX")},
}
"""A kind of school as its name says it, in small letters → its usual abbreviation."""
AND = ("và", "-", "–", "&", ",")
"""What stands between two kinds of a school that is both."""
SCHOOL = "Trường "
CENTRE = "Trung tâm "
PLACES = ("Xã ", "Phường ", "Thị trấn ", "Đặc khu ")

_KIND = re.compile("|".join(rf"{re.escape(kind)}(?!\w)" for kind in sorted(KINDS, key=len, reverse=True)), re.I)
_AND = re.compile(rf"\s*(?:{'|'.join(re.escape(one) for one in AND)})\s*(?={_KIND.pattern})", re.I)


def short_school(name: str) -> str:
    """A school's name with its kind abbreviated: Trường PTDTBT Tiểu học A → PTDTBT TH A, Trung tâm X → TT X.

    A name that does not begin so, or says no kind that is known, stays as it is.
    """
    if name.startswith(CENTRE):
        return f"TT {_kinds(name.removeprefix(CENTRE))[0]}"
    if not name.startswith(SCHOOL):
        return name
    short, found = _kinds(name.removeprefix(SCHOOL))
    return short if found else name


def bare_place(name: str) -> str:
    """A commune's name without the word for what it is: Xã A → A. Any other name stays as it is."""
    return next((name.removeprefix(kind) for kind in PLACES if name.startswith(kind)), name)


def _kinds(name: str) -> tuple[str, bool]:
    """A name whose first words, as far as they name kinds of schools, are abbreviated, and whether there were any."""
    short, rest = "", name
    while match := _KIND.match(rest):
        short += KINDS[match[0].lower()]
        rest = rest[match.end() :]
        if between := _AND.match(rest):
            short += "&" if between[0].strip() in ("và", "&", ",") else "-"
            rest = rest[between.end() :]
        elif _KIND.match(rest.lstrip()):
            short += " "
            rest = rest.lstrip()
    return short + rest, bool(short)
