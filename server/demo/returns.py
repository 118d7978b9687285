"""The remarks with which activities of the demo are returned, and the replies of their authors."""

from typing import Any

from server.demo.activity import Activity
from server.demo.content import table
from server.demo.wording import formatted


def reason_of(one: Activity) -> dict[str, str]:
    """The remark with which a demo activity is returned for its one deliberate mistake: ``{"field", "text"}``."""
    ((field, wrong),) = one.slip.items()
    return {"field": field, "text": one.random.choice(_returns(field)["reason"]).format(**_values(one, field, wrong))}


def reply_of(one: Activity) -> str:
    """The author's comment after mending the one deliberate mistake of a demo activity."""
    ((field, wrong),) = one.slip.items()
    return one.random.choice(_returns(field)["reply"]).format(**_values(one, field, wrong))


def _returns(field: str) -> dict[str, Any]:
    return next(entry for entry in table("talk")["returns"] if entry["field"] == field)


def _values(one: Activity, field: str, wrong: Any) -> dict[str, str]:
    return {"right": _spoken(one.data[field]), "wrong": _spoken(wrong)}


def _spoken(value: Any) -> str:
    if isinstance(value, int):
        return formatted(value)
    text = str(value)
    return "/".join(reversed(text.split("-"))) if text[:4].isdigit() and text[4:5] == "-" else text
