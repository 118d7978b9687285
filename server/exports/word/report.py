"""The Word report: figures as a template's variables, rendered in a sandbox."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from server.exports.word.page_fit import fit
from server.exports.word.sandbox import sandbox
from server.figures.figure import Figure
from server.figures.snapshot_content import SnapshotContent
from server.figures.snapshot_register import SnapshotMeasure, SnapshotRegister, row_label
from server.platform.clock import HERE
from server.platform.texts import mid_sentence, period_text
from sync.folding import fold
from sync.protocol.canonical import Json

RECIPIENTS = ("UBND tỉnh (để báo cáo)", "Bộ Giáo dục và Đào tạo (để báo cáo)", "Lãnh đạo Sở", "Các đơn vị trực thuộc")
FEW = 12  # names that a sentence takes
MANY = 60  # names that an appendix takes; beyond them it says how many there are where
WIDEST = 8  # columns of an appendix: more do not fit the page


def document(path: Path, template: bytes, content: SnapshotContent, frozen: str | None) -> None:
    """Write the report of ``content``, as ``server.figures.snapshot_content`` gives it, to ``path``."""
    from docxtpl import DocxTemplate

    file = DocxTemplate(BytesIO(template))
    file.render(variables(content, frozen), jinja_env=sandbox(), autoescape=True)
    fit(file.docx)
    file.save(str(path))


def variables(content: SnapshotContent, frozen: str | None = None) -> Json:
    """Everything that a template may use; the only list of it is here."""
    today = datetime.now(HERE).date()
    at = datetime.fromisoformat(content["as_of"]).astimezone(HERE)
    province = content["unit"]["kind"] == "province"
    unit = "Sở Giáo dục và Đào tạo" if province else content["unit"]["name"]
    registers = content["registers"]
    places = {one["key"]: place for place, one in enumerate(filter(told, registers), 1)}
    return {
        "agency_above": "UBND TỈNH ĐIỆN BIÊN" if province else "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        "agency": unit.upper(),
        "number": "      ",
        "symbol": "BC-SGDĐT" if province else "BC",
        "place": "Điện Biên",
        "day": f"{today.day:02}",
        "month": f"{today.month:02}",
        "year": str(today.year),
        "title": f"Kết quả phong trào thi đua {mid_sentence(period_text(content['period']['key']))}",
        "subject": "kết quả phong trào thi đua",
        "unit": unit,
        "period": mid_sentence(period_text(content["period"]["key"])),
        "starts": _day(content["period"]["starts"]),
        "ends": _day(content["period"]["ends"]),
        "as_of": f"{at:%H:%M} ngày {at:%d/%m/%Y}",
        "frozen": frozen or "",
        "recipients": list(RECIPIENTS),
        "signer_title": "GIÁM ĐỐC" if province else "THỦ TRƯỞNG ĐƠN VỊ",
        "signer": "",
        "sections": [_section(number, register, places) for number, register in enumerate(registers, 1)],
        "appendices": [_appendix(places[register["key"]], register) for register in registers if told(register)],
    }


def told(register: SnapshotRegister) -> bool:
    """Whether there are figures to tell: that nobody has reported, or nobody had anything to, is said in words."""
    if register["complete"]["reported"] > register.get("nothing", 0):
        return True
    return any(measure["total"].get("n", measure["total"]["value"]) for measure in register["measures"])


def number(value: Any) -> str:
    """104.147 and 2.044,2, as it is written in Vietnam; nothing for None."""
    from babel.numbers import format_decimal

    return "" if value is None else format_decimal(value, format="#,##0.###", locale="vi")


def share(figure: Figure) -> str:
    """71,09 %: from the two numbers, rounded once."""
    from babel.numbers import format_decimal

    if not figure.get("d"):
        return ""
    exact = Decimal(str(figure["n"])) / Decimal(str(figure["d"])) * 100
    return f"{format_decimal(exact.quantize(Decimal('0.01'), ROUND_HALF_UP), format='#,##0.00', locale='vi')} %"


def _section(number_: int, register: SnapshotRegister, places: dict[str, int]) -> Json:
    complete, place = register["complete"], places.get(register["key"])
    return {
        "number": number_,
        "title": register["title"]["vi"],
        "said": _said(register),
        "reported": number(complete["reported"]),
        "units": number(complete["units"]),
        "missing": _missing(place, register["missing"]) if place else "",
        "measures": [_measure(one, measure) for one, measure in enumerate(register["measures"], 1)] if place else [],
    }


def _said(register: SnapshotRegister) -> str:
    """Who has reported, in a sentence; who had nothing to report is told apart from who has not answered."""
    reported, units = register["complete"]["reported"], number(register["complete"]["units"])
    idle, due = register.get("nothing", 0), register.get("due")
    by = f" Hạn nộp: {_day(due)}." if due and reported < register["complete"]["units"] else ""
    if not reported:
        return f"Chưa có đơn vị nào báo cáo (0/{units}).{by}"
    if idle == reported:
        return f"Đã báo cáo {number(reported)}/{units} đơn vị, đều không phát sinh.{by}"
    apart = f", trong đó {number(idle)} đơn vị không phát sinh" if idle else ""
    return f"Đã báo cáo {number(reported)}/{units} đơn vị{apart}.{by}"


def _missing(place: int, names: list[str]) -> str:
    """The names, or where they stand: a report is read, a list is looked up."""
    if len(names) <= FEW:
        return "; ".join(names)
    return f"{number(len(names))} đơn vị (xem Phụ lục {place})"


def _lacking(register: SnapshotRegister) -> str:
    """Who has not reported: by name, or where they are so many that nobody would read them, how many of each place."""
    names, places = register["missing"], register.get("places", ())
    if len(names) <= FEW:
        return ""
    if len(names) <= MANY or not places:
        return "; ".join(names)
    told = "; ".join(f"{place} {number(count)}" for place, count in places)
    return f"{number(len(names))} đơn vị, gồm: {told}. Tên từng đơn vị có trong tệp Excel của báo cáo này"


def _measure(place: int, measure: SnapshotMeasure) -> Json:
    total, unit = measure["total"], (measure.get("unit") or {}).get("vi", "")
    ratio = measure["kind"] == "ratio"
    value = f"{number(total['n'])}/{number(total['d'])}" if ratio else number(total["value"])
    target = measure["target"]["value"] if "target" in measure else None
    wanted = "" if target is None else f"{number(target * 100)} %" if ratio else number(target)
    return {
        "number": place,
        "label": measure["label"]["vi"],
        "value": f"{value} {unit}".strip(),
        "share": share(total) if ratio else "",
        "target": wanted,
    }


def _appendix(place: int, register: SnapshotRegister) -> Json:
    """The units' figures, as many measures as fit the page."""
    measures = register["measures"][:WIDEST]
    rows: dict[str, str] = {}
    for measure in measures:
        rows |= {row["key"]: row_label(row, "vi") for row in measure["rows"]["unit"]}
    found = [{row["key"]: row for row in measure["rows"]["unit"]} for measure in measures]

    def of(key: str) -> list[Figure | None]:
        return [told.get(key) for told in found]

    return {
        "number": place,
        "title": register["title"]["vi"],
        "head": [measure["label"]["vi"] for measure in measures],
        "rows": [
            {
                "number": one,
                "label": label,
                "cells": [_cell(m, f.get(key)) for m, f in zip(measures, found, strict=True)],
            }
            for one, (key, label) in enumerate(sorted(rows.items(), key=lambda item: fold(item[1])), 1)
        ],
        "total": [_cell(measure, measure["total"]) for measure in measures],
        "missing": _lacking(register),
    }


def _cell(measure: SnapshotMeasure, figure: Figure | None) -> str:
    if figure is None:
        return ""
    if measure["kind"] != "ratio":
        return number(figure["value"])
    if not figure.get("d"):
        return ""
    return f"{number(figure['n'])}/{number(figure['d'])} ({share(figure)})".replace(" %", "\N{NO-BREAK SPACE}%")


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"
