"""What a new version of a register changes, shown to those who are about to publish it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sync.registers import Field, Register

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
    """One change, as a sentence in both languages."""

    vi: str
    en: str


def differences(old: Register, new: Register) -> Iterator[Difference]:
    """What changed from ``old`` to ``new``, one sentence in both languages for each change.

    First the register itself, then its fields, its measures, and last the order of its questions. What is gone from
    ``new`` is not reported, as ``compatible`` does not allow it.
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


def _fields(old: Mapping[str, Field], new: Mapping[str, Field]) -> Iterator[Difference]:
    for name, field in new.items():
        before = old.get(name)
        if before is None:
            yield _change("Thêm câu hỏi", "New question", field.label)
        elif field.retired and not before.retired:
            yield _change("Thôi hỏi", "No longer asked", field.label)
        else:
            yield from _field(before, field)


def _field(old: Field, new: Field) -> Iterator[Difference]:
    changed = [names for name, names in MEMBERS.items() if getattr(old, name, None) != getattr(new, name, None)]
    if changed:
        vi, en = (", ".join(names[at] for names in changed) for at in (0, 1))
        yield Difference(f"Sửa “{new.label['vi']}”: {vi}", f"Changed “{new.label['en']}”: {en}")
    known = {choice.value: choice for choice in old.choices}
    for choice in new.choices:
        if choice.value not in known:
            yield Difference(
                f"“{new.label['vi']}”: thêm lựa chọn “{choice.label['vi']}”",
                f"“{new.label['en']}”: new choice “{choice.label['en']}”",
            )
        elif choice.retired and not known[choice.value].retired:
            yield Difference(
                f"“{new.label['vi']}”: thôi dùng “{choice.label['vi']}”",
                f"“{new.label['en']}”: “{choice.label['en']}” is no longer offered",
            )
    yield from _fields(old.fields, new.fields)


def _change(vi: str, en: str, label: Mapping[str, str]) -> Difference:
    return Difference(f"{vi} “{label['vi']}”", f"{en} “{label['en']}”")
