"""What is said when something is returned, and what is answered."""

from typing import Any

from server.demo.content import table
from server.demo.logged import Activity
from server.demo.wording import in_words


def reason_of(one: Activity) -> dict[str, str]:
    """The field and the text of a return, for the slip of this activity."""
    ((field, wrong),) = one.slip.items()
    return {"field": field, "text": one.random.choice(_returns(field)["reason"]).format(**_values(one, field, wrong))}


def reply_of(one: Activity) -> str:
    """What the author answers once it is mended."""
    ((field, wrong),) = one.slip.items()
    return one.random.choice(_returns(field)["reply"]).format(**_values(one, field, wrong))


def _returns(field: str) -> dict[str, Any]:
    return next(entry for entry in table("talk")["returns"] if entry["field"] == field)


def _values(one: Activity, field: str, wrong: Any) -> dict[str, str]:
    return {"right": _spoken(one.data[field]), "wrong": _spoken(wrong)}


def _spoken(value: Any) -> str:
    if isinstance(value, int):
        return in_words(value)
    text = str(value)
    return "/".join(reversed(text.split("-"))) if text[:4].isdigit() and text[4:5] == "-" else text
