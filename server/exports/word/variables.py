"""The variables that a template of the Word report may show; people who write templates use them by these names."""

from datetime import datetime
from typing import TypedDict

from server.exports.notation import Notation
from server.exports.word.appendix import AppendixVariables, appendix, dimension_of
from server.exports.word.letter import DOTS, Letter, lines, usual_letter
from server.exports.word.section import SectionVariables, section, unreported
from server.figures.snapshot_content import SnapshotContent
from server.figures.snapshot_register import has_figures
from server.platform.clock import today
from server.platform.texts import mid_sentence, period_text


class ReportVariables(TypedDict):
    """All variables of a report, as Vietnamese text that is ready to be shown.

    ``agency`` sends the report, ``agency_above`` is the authority over it; ``number`` and ``symbol`` are of the letter.
    ``day``, ``month`` and ``year`` are the letter's, ``starts`` and ``ends`` the period's. ``as_of``: when the figures
    were read; ``frozen``: the title and check code of the snapshot that they are from, ``""`` for present ones.
    ``signer_title``: with line breaks; ``assessment``: its paragraphs, none if nothing was written.
    ``unreported``: the registers that nobody has reported, each with what is due, to be read in one sentence.
    """

    agency_above: str
    agency: str
    number: str
    symbol: str
    place: str
    day: str
    month: str
    year: str
    title: str
    subject: str
    unit: str
    period: str
    starts: str
    ends: str
    as_of: str
    frozen: str
    recipients: list[str]
    signer_title: str
    signer: str
    assessment: list[str]
    sections: list[SectionVariables]
    unreported: str
    appendices: list[AppendixVariables]


def variables(
    content: SnapshotContent, notation: Notation, frozen: str | None = None, given: Letter | None = None
) -> ReportVariables:
    """The variables of a report on the figures ``content``.

    ``frozen``: the title and check code of the snapshot that the figures are from; None for present figures.
    ``given``: what was typed for it; None for the usual letter, of today.
    """
    kind = content["unit"]["kind"]
    usual = usual_letter(kind, content["unit"]["name"])
    letter: Letter = given or {**usual, "day": today().isoformat()}
    date = letter["day"] or f"{today().year}-{DOTS}-{DOTS}"
    year, month, day = date.split("-")
    province = kind == "province"
    unit = "Sở Giáo dục và Đào tạo" if province else content["unit"]["name"]
    registers = content["registers"]
    shown = {one["key"]: by for one in registers if has_figures(one) and (by := dimension_of(one, kind))}
    appendices = {key: number for number, key in enumerate(shown, 1)}
    return {
        "agency_above": letter.get("agency_above") or usual["agency_above"],
        "agency": letter.get("agency") or usual["agency"],
        "number": letter["number"] or DOTS,
        "symbol": letter["symbol"] or DOTS,
        "place": letter["place"] or DOTS,
        "day": day,
        "month": month,
        "year": year,
        "title": f"Kết quả phong trào thi đua {mid_sentence(period_text(content['period']['key']))}",
        "subject": "kết quả phong trào thi đua",
        "unit": unit,
        "period": mid_sentence(period_text(content["period"]["key"])),
        "starts": notation.day(content["period"]["starts"]),
        "ends": notation.day(content["period"]["ends"]),
        "as_of": notation.moment(datetime.fromisoformat(content["as_of"])),
        "frozen": frozen or "",
        "recipients": letter["recipients"],
        "signer_title": "\n".join(lines(letter["signer_title"])),
        "signer": notation.signer_name(letter["signer"]),
        "assessment": lines(letter["assessment"]),
        "sections": [section(notation, at, one, appendices.get(one["key"])) for at, one in enumerate(registers, 1)],
        "unreported": unreported(notation, registers),
        "appendices": [
            table
            for one in registers
            if one["key"] in shown
            for table in appendix(notation, appendices[one["key"]], one, shown[one["key"]])
        ],
    }
