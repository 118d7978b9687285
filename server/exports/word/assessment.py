"""A draft of a report's assessment, made from its figures by rules: what rose and fell against the year before, which
targets were reached, and who is missing. Somebody reads and changes it before the report is made."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from server.exports.notation import Notation
from server.figures.comparison import YearBefore
from server.figures.figure import Figure
from server.figures.snapshot_content import SnapshotContent
from server.figures.snapshot_register import SnapshotMeasure, SnapshotRegister, has_figures, is_silent
from server.platform.texts import mid_sentence
from sync.folding import fold

FEW = 5  # units that have not reported are named up to this number
MOST = 12  # of one kind in a sentence; how many more there are is said
HUNDREDTH = Decimal("0.01")
UNITS = {"school": "trường", "commune": "xã, phường"}


Spoken = tuple[SnapshotRegister, SnapshotMeasure]
"""A measure that the assessment speaks of, with its register."""


class Line(NamedTuple):
    """What is said of a measure. ``title``: its register's, ``""`` if the report has one register; ``text``: its label,
    its value, and what follows from a comparison.

    ``sign``: 1 if it rose, -1 if it fell or has not reached its target, 0 if it stayed; None without a comparison.
    """

    title: str
    text: str
    sign: int | None


def assessment(content: SnapshotContent, main: Mapping[str, str], before: YearBefore, notation: Notation) -> str:
    """The draft, a paragraph each line; ``""`` if the figures say nothing.

    ``main``: a register's key → the key of its main measure. It and those with a target are spoken of; all measures if
    the report has one register.
    """
    registers = content["registers"]
    alone = len(registers) == 1
    spoken = [
        (register, measure)
        for register in registers
        if has_figures(register)
        for measure in register["measures"]
        if _is_counted(measure["total"])
        and (alone or "target" in measure or measure["key"] == main.get(register["key"]))
    ]
    of_school = content["unit"]["kind"] == "school"
    paragraphs = [
        *_compared(notation, spoken, before, alone),
        *_targets(notation, spoken, alone),
        *_missing(notation, registers, of_school),
    ]
    return "\n".join(paragraphs)


def _compared(notation: Notation, spoken: list[Spoken], before: YearBefore, alone: bool) -> Iterator[str]:
    """What rose, fell and stayed. What has a target and nothing to be compared with is said there alone."""
    lines = [
        line
        for register, measure in spoken
        for line in [_line(notation, register, measure, before.totals.get((register["key"], measure["key"])), alone)]
        if line.sign is not None or "target" not in measure
    ]
    until = f" (đến hết tháng {int(before.through[5:])}/{before.through[:4]})" if before.through else ""
    heads = (
        (1, f"So với cùng kỳ năm trước{until}, các chỉ tiêu tăng: "),
        (-1, f"So với cùng kỳ năm trước{until}, các chỉ tiêu giảm: "),
        (0, f"Bằng cùng kỳ năm trước{until}: "),
        (None, "Chưa có số liệu cùng kỳ năm trước để so sánh: "),
    )
    for sign, head in heads:
        if found := [one for one in lines if one.sign == sign]:
            yield _sentence(notation, head, _titled(found), "chỉ tiêu")


def _targets(notation: Notation, spoken: list[Spoken], alone: bool) -> Iterator[str]:
    lines = [_aimed(notation, register, measure, alone) for register, measure in spoken if "target" in measure]
    for sign, head in ((1, "Đã đạt mục tiêu: "), (-1, "Chưa đạt mục tiêu: ")):
        if found := [one for one in lines if one.sign == sign]:
            yield _sentence(notation, head, _titled(found), "chỉ tiêu")


def _aimed(notation: Notation, register: SnapshotRegister, measure: SnapshotMeasure, alone: bool) -> Line:
    """What is said of a measure and its target."""
    target, ratio = measure["target"]["value"], measure["kind"] == "ratio"
    total, aim = measure["total"], _exact(target) * (100 if ratio else 1)
    title, text = _named(notation, register, measure, alone)
    text += f" (mục tiêu {notation.percent(aim) if ratio else notation.number(target)}"
    # Not by what is written: with few decimals 79,6 % would have reached 80 %.
    exact = _per_cent(total).quantize(HUNDREDTH, ROUND_HALF_UP) if ratio else _exact(total["value"])
    if exact >= aim:
        return Line(title, f"{text})", 1)
    lacks = notation.rounded(aim) - _shown(notation, measure, total) if ratio else aim - exact
    if not lacks:
        return Line(title, f"{text}, còn thiếu chưa đến 1 điểm phần trăm)", -1)
    unit = f"{notation.points(lacks)} điểm phần trăm" if ratio else _plain(notation, lacks)
    return Line(title, f"{text}, còn thiếu {unit})", -1)


def _missing(notation: Notation, registers: Iterable[SnapshotRegister], of_school: bool) -> Iterator[str]:
    every = list(registers)
    titles = [one["title"]["vi"] for one in every if is_silent(one)]
    some = [one for one in every if one["missing"] and not is_silent(one)]
    if of_school:
        if titles := [one["title"]["vi"] for one in every if one["missing"]]:
            yield _sentence(notation, "Trường chưa báo cáo: ", titles, "biểu")
        return
    if some:
        yield _sentence(notation, "Còn đơn vị chưa báo cáo: ", [_who(notation, one) for one in some], "biểu")
    if titles:
        yield _sentence(notation, "Chưa có đơn vị nào báo cáo: ", titles, "biểu")
    if every and not titles and not some:
        yield "Tất cả các đơn vị đã báo cáo đủ."


def _who(notation: Notation, register: SnapshotRegister) -> str:
    names, complete = register["missing"], register["complete"]
    unit = UNITS.get(complete.get("kind") or "", "đơn vị")
    count = f"{register['title']['vi']} {notation.number(len(names))}/{notation.number(complete['units'])} {unit}"
    return f"{count} ({', '.join(names)})" if len(names) <= FEW else count


def _line(
    notation: Notation, register: SnapshotRegister, measure: SnapshotMeasure, before: Figure | None, alone: bool
) -> Line:
    title, text = _named(notation, register, measure, alone)
    if before is None or not _is_counted(before) or not _shown(notation, measure, before):
        return Line(title, text, None)
    then, now = _shown(notation, measure, before), _shown(notation, measure, measure["total"])
    if now == then:
        return Line(title, text, 0)
    word, difference = ("tăng", now - then) if now > then else ("giảm", then - now)
    if measure["kind"] == "ratio":
        change = f"{word} {notation.points(difference)} điểm phần trăm"
    else:
        change = f"{word} {_plain(notation, difference)}, tức {notation.percent(difference / then * 100)}"
    return Line(title, f"{text} (cùng kỳ {_text(notation, measure, before)}, {change})", 1 if now > then else -1)


def _named(notation: Notation, register: SnapshotRegister, measure: SnapshotMeasure, alone: bool) -> tuple[str, str]:
    """The register's title, ``""`` if the report is of it alone; the measure's label and value."""
    text = f"{mid_sentence(measure['label']['vi'])} {_text(notation, measure, measure['total'])}"
    return "" if alone else register["title"]["vi"], text


def _titled(lines: Iterable[Line]) -> list[str]:
    """The texts of lines, the register's title before the first of each."""
    texts, last = list[str](), ""
    for one in lines:
        texts.append(one.text if one.title in ("", last) else f"{one.title}: {one.text}")
        last = one.title
    return texts


def _is_counted(figure: Figure) -> bool:
    return figure.get("value") is not None


def _shown(notation: Notation, measure: SnapshotMeasure, figure: Figure) -> Decimal:
    """The value as it is written, so that differences on paper come out."""
    return notation.rounded(_per_cent(figure)) if measure["kind"] == "ratio" else _exact(figure["value"])


def _per_cent(figure: Figure) -> Decimal:
    return _exact(figure["n"]) / _exact(figure["d"]) * 100


def _text(notation: Notation, measure: SnapshotMeasure, figure: Figure) -> str:
    """The value with its unit of measurement, unless the measure's label says that already."""
    if measure["kind"] == "ratio":
        return notation.share(figure)
    unit = (measure.get("unit") or {}).get("vi", "")
    shown = unit and fold(unit) not in fold(measure["label"]["vi"])
    return f"{notation.number(figure['value'])} {unit}" if shown else notation.number(figure["value"])


def _exact(value: int | float | None) -> Decimal:
    return Decimal(str(value or 0))


def _plain(notation: Notation, value: Decimal) -> str:
    return notation.number(int(value) if value == value.to_integral_value() else float(value))


def _sentence(notation: Notation, head: str, texts: list[str], noun: str) -> str:
    more = f"; và {notation.number(len(texts) - MOST)} {noun} khác" if len(texts) > MOST else ""
    return f"{head}{'; '.join(texts[:MOST])}{more}."
