"""Numbers and days as a report in Vietnamese writes them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from server.figures.figure import Figure


def number(value: int | float | None) -> str:
    """Such as "104.147" and "2.044,2"; empty for None."""
    from babel.numbers import format_decimal

    return "" if value is None else format_decimal(value, format="#,##0.###", locale="vi")


def share(figure: Figure) -> str:
    """Such as "71,09 %", of a figure's n and d, rounded once; empty where there is none."""
    from babel.numbers import format_decimal

    if not figure.get("d"):
        return ""
    exact = Decimal(str(figure["n"])) / Decimal(str(figure["d"])) * 100
    return f"{format_decimal(exact.quantize(Decimal('0.01'), ROUND_HALF_UP), format='#,##0.00', locale='vi')} %"


def day(text: str) -> str:
    """Such as "05/10/2026", of ISO 8601 text."""
    return f"{date.fromisoformat(text):%d/%m/%Y}"
