"""What a new version of a register changes, shown to those who are about to publish it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sync.protocol.register_entry import Bilingual
from sync.registers import Field, Register
from sync.registers.field import NUMBER_RANGE, Choice

MEMBERS = {
    "label": ("nhãn", "label"),
    "help": ("hướng dẫn", "help"),
    "required": ("bắt buộc", "required"),
    "range": ("khoảng giá trị", "range"),
    "length": ("độ dài", "length"),
    "plausible": ("khoảng thường gặp", "plausible range"),
    "unit": ("đơn vị tính", "unit"),
    "places": ("số chữ số thập phân", "decimal places"),
    "across": ("chọn được của đơn vị khác", "reaches other units"),
    "section": ("phần", "section"),
    "evidence": ("minh chứng cho", "evidence for"),
    "check": ("ràng buộc", "what is checked"),
    "choice_filter": ("lựa chọn theo câu trả lời khác", "which choices another answer leaves"),
    "compute": ("cách tính", "how it is computed"),
    "repeat_count": ("số dòng", "how many rows there are"),
    "default": ("giá trị điền sẵn", "what it begins with"),
    "live_label": ("nhãn có câu trả lời khác", "the label with other answers"),
    "constraint_message": ("lời nhắc khi ghi sai", "message for wrong answers"),
    "required_message": ("lời nhắc khi bỏ trống", "message for missing answers"),
    "within": ("số không vượt quá", "what it is not above"),
}
SHOWN = (
    "label",
    "help",
    "required",
    "range",
    "length",
    "plausible",
    "places",
    "constraint_message",
    "required_message",
)
"""Members of which it is said what they were and what they are."""
NAMED = 6  # choices in a sentence
TOP = {
    "title": ("Đổi tên biểu", "The title changes"),
    "help": ("Đổi hướng dẫn của biểu", "The register's help changes"),
    "by": ("Đổi người ghi", "Who fills it in changes"),
    "review": ("Đổi các bước duyệt", "The review changes"),
    "counts": ("Đổi trạng thái được tính", "Which statuses count changes"),
    "due": ("Đổi hạn nộp", "The due day changes"),
    "publish": ("Đổi phần được đưa lên trang công khai", "What may be published changes"),
    "ripple": ("Đổi phần cho mọi người xem mô hình lan tỏa", "What everybody may see spread changes"),
    "sections": ("Đổi các phần", "The sections change"),
    "list": ("Đổi mục hiện trong danh sách", "What lists show changes"),
    "rules": ("Đổi quy tắc kiểm tra", "The rules change"),
    "translations": ("Đổi lời bằng ngôn ngữ khác", "Texts in further languages change"),
    "charts": ("Đổi biểu đồ", "The charts change"),
}


class Difference(NamedTuple):
    """One change, as a sentence in both languages. ``question``: the label of the question that it is of, in both; of a
    column with that of its rows; ``field``: the same by names, as two questions may have one label. None if it is of
    the register."""

    vi: str
    en: str
    question: Bilingual | None = None
    field: str | None = None


def differences(old: Register, new: Register) -> Iterator[Difference]:
    """What changed from ``old`` to ``new``, one sentence in both languages for each change.

    First the register itself, then its questions one by one, its measures, and last the order of its questions. What is
    gone from ``new`` is not reported, as ``compatible`` does not allow it.
    """
    for name, (vi, en) in TOP.items():
        if getattr(old, name, None) != getattr(new, name, None):
            yield Difference(vi, en)
    yield from _fields(old.fields, new.fields)
    known = {measure.key for measure in old.measures}
    for measure in new.measures:
        if measure.key not in known:
            yield _change("Thêm chỉ số", "New measure", measure.label)
        elif measure != old.measure(measure.key):
            yield _change("Sửa chỉ số", "Changed measure", measure.label)
    order = [name for name in new.fields if name in old.fields]
    if order != list(old.fields):
        yield Difference("Đổi thứ tự câu hỏi", "The order of the questions changes")


def _fields(
    old: Mapping[str, Field], new: Mapping[str, Field], above: Bilingual | None = None, path: str = ""
) -> Iterator[Difference]:
    for name, field in new.items():
        at = f"{path}{name}"
        before = old.get(name)
        within = {one: f"{above[one]} › {field.label[one]}" for one in ("vi", "en")} if above else field.label
        if before is None:
            yield Difference("Câu hỏi mới", "New question", within, at)
        elif field.retired and not before.retired:
            yield Difference("Thôi hỏi", "No longer asked", within, at)
        else:
            yield from (found._replace(question=within, field=at) for found in _field(before, field))
            yield from _fields(before.fields, field.fields, within, f"{at}.")


def _field(old: Field, new: Field) -> Iterator[Difference]:
    for name, (vi, en) in MEMBERS.items():
        before, after = (getattr(field, name, None) for field in (old, new))
        if before == after:
            continue
        if name in SHOWN:
            was, now = ({one: _reading(value, one) for one in ("vi", "en")} for value in (before, after))
            yield Difference(_arrow(vi, was["vi"], now["vi"]), _arrow(en, was["en"], now["en"]))
        else:
            yield Difference(f"Đổi {vi}", f"{en[0].upper()}{en[1:]} changes")
    yield from _choices(old, new)


def _arrow(word: str, before: str, after: str) -> str:
    return f"{word[0].upper()}{word[1:]}: {before} → {after}"


def _reading(value: object, language: str) -> str:
    """A member's value as it reads: a text in quotes, yes or no, from one number to another, a dash for nothing."""
    if isinstance(value, bool):
        return {"vi": ("không", "có"), "en": ("no", "yes")}[language][value]
    if isinstance(value, tuple):
        return _span(value, language)
    if isinstance(value, Mapping):
        return f"“{value[language]}”"
    return "–" if value is None else str(value)


def _span(bounds: tuple[float, float], language: str) -> str:
    named = zip({"vi": ("từ", "đến"), "en": ("from", "to")}[language], bounds, strict=True)
    parts = [f"{word} {number:.15g}" for word, number in named if abs(number) < NUMBER_RANGE[1]]
    return " ".join(parts) or "–"


def _choices(old: Field, new: Field) -> Iterator[Difference]:
    known = {choice.value: choice for choice in old.choices}
    there = [(known[choice.value], choice) for choice in new.choices if choice.value in known]
    yield from _listed("Thêm lựa chọn", "New choices", [one for one in new.choices if one.value not in known])
    stopped = [choice for before, choice in there if choice.retired and not before.retired]
    yield from _listed("Thôi dùng lựa chọn", "No longer offered", stopped)
    for before, choice in there:
        if before.label != choice.label:
            vi, en = (f"“{before.label[one]}” → “{choice.label[one]}”" for one in ("vi", "en"))
            yield Difference(f"Lựa chọn: {vi}", f"Choice: {en}")
    moved = [choice for before, choice in there if before.columns != choice.columns]
    yield from _listed("Hiện theo câu trả lời khác", "Offered for other answers", moved)


def _listed(vi: str, en: str, choices: list[Choice]) -> Iterator[Difference]:
    """A sentence about some choices, of which the first are named; none about no choices."""
    if choices:
        names = [", ".join(f"“{one.label[language]}”" for one in choices[:NAMED]) for language in ("vi", "en")]
        more = len(choices) - NAMED
        ends = (f" và {more} lựa chọn nữa", f" and {more} more") if more > 0 else ("", "")
        yield Difference(f"{vi}: {names[0]}{ends[0]}", f"{en}: {names[1]}{ends[1]}")


def _change(vi: str, en: str, label: Mapping[str, str]) -> Difference:
    return Difference(f"{vi} “{label['vi']}”", f"{en} “{label['en']}”")
