"""Numbers as a report in Vietnamese writes them."""

from decimal import ROUND_HALF_UP, Decimal

from server.figures.figure import Figure


def number(value: int | float | None) -> str:
    """A number as Vietnamese text with at most three decimals: "104.147", "2.044,2"; ``""`` for None."""
    from babel.numbers import format_decimal

    return "" if value is None else format_decimal(value, format="#,##0.###", locale="vi")


def share(figure: Figure) -> str:
    """A ratio's numerator by its denominator in per cent, as Vietnamese text: "71,09 %"; ``""`` if d is 0 or missing.

    It is computed exactly and rounded once.
    """
    from babel.numbers import format_decimal

    if not figure.get("d"):
        return ""
    exact = Decimal(str(figure["n"])) / Decimal(str(figure["d"])) * 100
    return f"{format_decimal(exact.quantize(Decimal('0.01'), ROUND_HALF_UP), format='#,##0.00', locale='vi')} %"
