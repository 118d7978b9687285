"""What a form made for another system does not say: which is guessed, and which somebody is to say."""

from typing import TypedDict

from server.platform.workbook_faults import Fault
from server.registers.definition_text import Definition
from server.registers.xlsform import names
from server.registers.xlsform.table import Row
from sync.registers.language import PERIODS

BY, REVIEW = ["teacher", "leader"], ["leader", "department"]
COUNTED = {"key": "records", "label": {"vi": "Số bản ghi", "en": "Records"}, "kind": "count"}


class Given(TypedDict, total=False):
    """What was said beside a workbook. ``file``: its name, without its ending, of which a title may be guessed.
    ``without``: names of files that it wants and nobody has. ``as_text``: numbers of the rows whose questions stay
    texts, as they were published. ``ask``: whether somebody is there to say who fills it in and reviews, too."""

    key: str
    title: str
    period: str
    by: list[str]
    review: list[str]
    file: str
    without: list[str]
    as_text: list[int]
    ask: bool


class Missing(TypedDict):
    """What somebody is to say, with a guess of each. ``lacking``: what there is no word of in the workbook, of ``key``,
    ``title``, ``period``, ``by`` and ``review``. ``periods``: what ``period`` may be. ``files``: names of the files
    with choices that the workbook wants and that are not there."""

    key: str
    title: str
    period: str
    by: list[str]
    review: list[str]
    periods: list[str]
    lacking: list[str]
    files: list[str]


def fill_in(
    raw: Definition, row: Row, given: Given, files: list[str], plain: bool
) -> tuple[Missing | None, list[Fault]]:
    """Fill in what a workbook lacks, from what was ``given``, else by a guess; each guess is a remark.

    ``files``: names of those that it wants and that are not there. ``plain``: it has none of this project's own sheets
    or settings; it then gets a measure, and a title for lists.
    Returns what somebody is still to say, None if nothing, and the remarks. Who fills it in and who reviews is not
    worth asking for by itself, unless ``given`` says so.
    """
    remarks: list[Fault] = []
    lacking = [name for name in ("key", "title") if not (raw.get(name) or given.get(name))]
    title = _title(raw, given)
    raw.setdefault("title", {"vi": title, "en": title})
    raw.setdefault("key", given.get("key") or names.proposed(title, set(), "f"))
    days = [one for one in raw["fields"] if one["type"] == "date" and not one.keys() & {"show_when", "when", "compute"}]
    guess = "event" if days else "school_year"
    if "period" not in raw and not given.get("period") and not any(one.get("required") for one in days):
        lacking.append("period")
    _period(raw, row, given, days, guess, remarks)
    guessed = [name for name in ("by", "review") if name not in raw and not given.get(name)]
    needed = bool(lacking or files or (given.get("ask") and guessed))
    for name, value, usual in (("by", given.get("by"), BY), ("review", given.get("review"), REVIEW)):
        if name not in raw:
            raw[name] = value or usual
            if not value:
                lacking.append(name)
                remarks.append(row.fault(f"usual_{name}"))
    if plain:
        raw["measures"] = [COUNTED]
        texts = [one["name"] for one in raw["fields"] if one["type"] == "text" and "compute" not in one]
        if texts and "list" not in raw:
            raw["list"] = {"title": texts[0]}
    if not needed:
        return None, remarks
    periods = [one for one in PERIODS if one != "event" or days]
    found = Missing(
        key=raw["key"],
        title=title,
        period=raw["period"],
        by=raw["by"],
        review=raw["review"],
        periods=periods,
        lacking=lacking,
        files=files,
    )
    return found, remarks


def _title(raw: Definition, given: Given) -> str:
    if given.get("title"):
        return given["title"]
    if "title" in raw:
        return str(raw["title"]["vi"])
    return (given.get("file") or raw.get("key") or "").replace("_", " ").strip() or "Biểu mới"


def _period(raw: Definition, row: Row, given: Given, days: list[Definition], guess: str, remarks: list[Fault]) -> None:
    """Set ``period``, and of an event the day that gives it, which has to be answered."""
    if "period" not in raw:
        raw["period"] = given.get("period") or guess
        if not given.get("period"):
            remarks.append(row.fault(f"guessed_{guess}"))
    if raw["period"] == "event" and "period_from" not in raw and days:
        day = _event_day(days)
        raw["period_from"] = day["name"]
        remarks.append(row.fault("guessed_day", name=day["name"]))
        if not day.get("required"):
            day["required"] = True
            remarks.append(row.fault("day_required", name=day["name"]))


def own_day(days: list[Definition], row: Row, given: Given) -> str | None:
    """Of the days that a form always asks for the name of the one that gives its record's period; None without one.

    ``row``: the form's settings.
    """
    named = row.get("lt_period_from")
    period = row.get("lt_period") or given.get("period") or "event"
    if named or not days or period != "event":
        return named or None
    return str(_event_day(days)["name"])


def _event_day(days: list[Definition]) -> Definition:
    return next((one for one in days if one.get("required")), days[0])
