"""The many ways in which XLSForms write a type, and the one in which it is read here."""

import re
from typing import NamedTuple

SELECTS = (
    ("add select one prompt using", "select_one"),
    ("add select multiple prompt using", "select_multiple"),
    ("select all that apply from file", "select_multiple_from_file"),
    ("select all that apply from", "select_multiple"),
    ("select all that apply", "select_multiple"),
    ("select multiple from file", "select_multiple_from_file"),
    ("select one from file", "select_one_from_file"),
    ("select multiple from", "select_multiple"),
    ("select multiple using", "select_multiple"),
    ("select one from", "select_one"),
    ("select one using", "select_one"),
    ("select multiple", "select_multiple"),
    ("select one external", "select_one_external"),
    ("select one", "select_one"),
    ("select1", "select_one"),
    ("select", "select_multiple"),
    ("rank", "rank"),
)
"""How a question with a list begins, spaces for its underscores, the longest first → how it is called here."""
NAMES = {
    "string": "text",
    "int": "integer",
    "location": "geopoint",
    "gps": "geopoint",
    "photo": "image",
    "photos": "image",
    "picture": "image",
    "date time": "datetime",
    "phone number": "phonenumber",
    "start time": "start",
    "end time": "end",
    "device id": "deviceid",
    "sim id": "simserial",
    "subscriber id": "subscriberid",
    "imei": "deviceid",
    "sim serial": "simserial",
    "trigger": "acknowledge",
    "hint": "note",
    "percentage": "integer",
}
"""Other names of a type → the one that is read here."""
NAMED_A_LIST = ("osm",)
"""Types that name a list of choices and are none of those above."""
BLOCK = re.compile(r"(begin|end)[ _](?:(?:looped|l)?[ _]?(group)|(repeat)|(loop))(?: (?:over )?[^ ]+)?")
AROUND = re.compile(r"(?:q |add |get )?(.*?)(?: prompt)?")
OTHER = re.compile(r"(?:or[ _]other|or specify other)")


class Written(NamedTuple):
    """A type as it is read here. ``list``: the name of its list of choices; ``other``: a choice "other" is added."""

    kind: str
    list: str = ""
    other: bool = False


def written(text: str) -> Written:
    """The type that a cell of the column ``type`` means, in whatever spelling; ``kind`` is small letters."""
    plain = " ".join(text.split())
    small = plain.lower()
    if block := BLOCK.fullmatch(small):
        return Written(f"{block[1]}_{block[2] or block[3] or block[4]}")
    for begins, kind in SELECTS:
        if found := re.fullmatch(begins.replace(" ", "[ _]") + r"(?: (.*))?", small):
            rest = plain[len(plain) - len(found[1] or "") :] if found[1] else ""
            other = re.search(rf"(?:^| )({OTHER.pattern})$", rest, re.IGNORECASE)
            return Written(kind, rest[: other.start()].strip() if other else rest, bool(other))
    if small.startswith("uri:"):
        return Written("deviceid")
    if small.partition(" ")[0] in NAMED_A_LIST:
        return Written(small.partition(" ")[0])
    bare = AROUND.fullmatch(small.replace("_", " "))
    name = bare[1] if bare else small
    return Written(NAMES.get(name, name.replace(" ", "_") if name != "start geopoint" else "start-geopoint"))
