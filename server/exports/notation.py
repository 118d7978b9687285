"""How files write numbers, days and names: the one place that decides it, for Word reports and for workbooks."""

from calendar import month_name
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from server.exports.unit_names import bare_place, short_school
from server.figures.figure import Figure
from server.platform.clock import HERE, day_of

NO_BREAK = "\N{NO-BREAK SPACE}"

MARKS = {"comma": (".", ","), "point": (",", "."), "space": (NO_BREAK, ",")}
"""What stands between thousands and before decimals: 1.234,5, 1,234.5 or 1 234,5."""
LOCALES = {"comma": "42A", "point": "409", "space": "40C"}
"""The locale of a workbook's number formats, by which programs that heed it write the same marks: Vietnamese, American,
French. Excel itself takes those of the computer."""
SIGNS = {"number": "0", "dash": "–", "dots": "…", "blank": ""}
CHOICES = {
    "marks": tuple(MARKS),
    "decimals": (0, 1, 2),
    "zero": ("number", "dash", "blank"),
    "missing": ("blank", "dash", "dots"),
    "schools": ("full", "short"),
    "places": ("full", "bare"),
    "days": ("short", "long"),
    "signer": ("written", "capitals"),
}
"""What can be chosen: by the name of each choice its values."""


@dataclass(frozen=True, slots=True)
class Notation:
    """A way of writing; each member has one of the values in ``CHOICES``, here the usual one.

    ``decimals``: digits of rates in per cent. ``zero`` and ``missing``: what stands in a table's cell for a figure that
    is 0, or is not there. ``schools`` and ``places``: how units are named in tables and lists. ``days``: within a
    sentence; in columns they are always 05/09/2026. ``signer``: their name under a report.
    """

    marks: str = "comma"
    decimals: int = 2
    zero: str = "number"
    missing: str = "blank"
    schools: str = "full"
    places: str = "full"
    days: str = "short"
    signer: str = "written"

    def number(self, value: int | float | None) -> str:
        """A number with at most three decimals, as within a sentence: "104.147", "2.044,2"; ``""`` for None."""
        from babel.numbers import format_decimal

        return "" if value is None else self._marked(format_decimal(value, format="#,##0.###", locale="en"))

    def percent(self, share: Decimal) -> str:
        """A number of per cent, rounded once, with its sign: "71,09 %"."""
        return f"{self.points(share)} %"

    def points(self, share: Decimal) -> str:
        """A number of per cent, rounded once, without its sign: "71,09"."""
        return self._marked(f"{self.rounded(share):,f}")

    def rounded(self, share: Decimal) -> Decimal:
        """A number of per cent as it is written, so that differences on paper come out."""
        return share.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)

    def share(self, figure: Figure) -> str:
        """A ratio's numerator by its denominator in per cent: "71,09 %"; ``""`` if d is 0 or missing."""
        if not figure.get("d"):
            return ""
        return self.percent(Decimal(str(figure["n"])) / Decimal(str(figure["d"])) * 100)

    def cell(self, value: int | float | None, unit: str = "") -> str:
        """A number in a table's cell, with its unit of measurement; 0 and what is missing may be a sign alone."""
        if value is None:
            return self.no_figure
        if value == 0 and self.zero != "number":
            return SIGNS[self.zero]
        return f"{self.number(value)} {unit}".strip()

    @property
    def no_figure(self) -> str:
        """What stands in a table's cell for a figure that is not there."""
        return SIGNS[self.missing]

    def cell_format(self, number: str) -> str:
        """A workbook's format of numbers written as ``number``, such as ``#,##0``, which they stay."""
        locale = f"[$-{LOCALES[self.marks]}]"
        if self.zero == "number":
            return f"{locale}{number}"
        zero = f'"{SIGNS[self.zero]}"' if SIGNS[self.zero] else ""
        return f"{locale}{number};{locale}-{number};{zero}"

    @property
    def share_format(self) -> str:
        """A workbook's format of a rate, whose cell holds a fraction of 1."""
        return f"0.{'0' * self.decimals}%" if self.decimals else "0%"

    def day(self, day: str | date, language: str = "vi") -> str:
        """A day within a sentence: "05/09/2026" or, as state papers write it, "ngày 05 tháng 9 năm 2026".

        Days below 10 and the first two months have two digits, as Decree 30/2020/NĐ-CP wants it.
        """
        of = date.fromisoformat(day) if isinstance(day, str) else day
        if self.days == "short":
            return f"{of:%d/%m}/{of.year:04}"
        if language == "en":
            return f"{of.day} {month_name[of.month]} {of.year}"
        month = f"{of.month:02}" if of.month < 3 else str(of.month)
        return f"ngày {of.day:02} tháng {month} năm {of.year}"

    def moment(self, at: datetime, language: str = "vi") -> str:
        """A moment within a sentence, in Việt Nam's time: "14:05 ngày 05/09/2026"."""
        here = at.astimezone(HERE)
        day = self.day(day_of(at), language)
        before = {"vi": "" if self.days == "long" else "ngày ", "en": "on "}[language]
        return f"{here:%H:%M} {before}{day}"

    def unit(self, name: str | None) -> str:
        """The name of a unit in a table or list; ``""`` for None."""
        if not name:
            return ""
        school = short_school(name) if self.schools == "short" else name
        return bare_place(school) if self.places == "bare" else school

    def signer_name(self, name: str) -> str:
        """The name under a report."""
        return name.upper() if self.signer == "capitals" else name

    def _marked(self, american: str) -> str:
        thousands, decimal = MARKS[self.marks]
        return american.translate({ord(","): thousands, ord("."): decimal})
