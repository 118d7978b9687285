"""How numbers, days and times are written: 104.147 and 71,09 %, dd/mm/yyyy."""

from datetime import date, datetime
from typing import Any

from server.clock import HERE


def number(value: float | None, language: str) -> str:
    """``104147`` → ``104.147``; at most three decimals, none that say nothing."""
    if value is None:
        return "–"
    text = f"{value:,.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def percent(value: float | None, language: str) -> str:
    """``0.7109`` → ``71,09 %``."""
    if value is None:
        return "–"
    text = f"{value * 100:,.2f}"
    return f"{text}%" if language == "en" else f"{text.translate(str.maketrans(',.', '.,'))} %"


def day(value: date | str | None) -> str:
    """A date, or what JSON has of one."""
    if not value:
        return "–"
    found = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{found:%d/%m/%Y}"


def moment(value: datetime | str) -> str:
    """An aware time, as the clock on the wall has it."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return f"{value.astimezone(HERE):%H:%M %d/%m/%Y}"


def figure(row: dict[str, Any], kind: str, language: str) -> str:
    """A figure's value; of a ratio the rate."""
    return (percent if kind == "ratio" else number)(row["value"], language)
