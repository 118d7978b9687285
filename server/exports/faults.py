"""Why an ordered file was not made: each reason, what the person can do about it, and which error has which."""

from server.platform.sandbox.fault import SandboxFault
from sync.protocol.problems import KINDS, Problem

REASONS = {
    "forbidden": (
        "Thầy/cô không còn được xem đơn vị này.",
        "You may no longer read this unit.",
    ),
    "not_found": (
        "Biểu, kỳ hoặc bản chốt đã chọn không còn. Thầy/cô chọn lại rồi tạo tệp mới.",
        "The chosen register, period or snapshot is gone. Choose again and make a new file.",
    ),
    "died": (
        "Máy chủ bị dừng giữa chừng cả ba lần làm tệp này. Thầy/cô chọn ít dữ liệu hơn (một kỳ, một đơn vị) rồi "
        "tạo lại.",
        "The server was stopped in all three attempts. Choose less (one period, one unit) and make the file again.",
    ),
    "memory": (
        "Tệp này cần quá nhiều bộ nhớ nên đã dừng. Thầy/cô chọn ít dữ liệu hơn rồi tạo lại; nếu là báo cáo Word thì có "
        "thể nhờ Sở làm gọn mẫu.",
        "This file takes too much memory and was stopped. Choose less and make it again; for a Word report, the "
        "department may make its template simpler.",
    ),
    "time": (
        "Làm tệp này mất quá nhiều thời gian nên đã dừng. Thầy/cô chọn ít dữ liệu hơn rồi tạo lại; nếu là báo cáo Word "
        "thì có thể nhờ Sở làm gọn mẫu.",
        "This file takes too long and was stopped. Choose less and make it again; for a Word report, the department "
        "may make its template simpler.",
    ),
    "output": (
        "Tệp này quá lớn nên đã dừng. Thầy/cô chọn ít dữ liệu hơn (một kỳ, một đơn vị) rồi tạo lại.",
        "This file grows too large and was stopped. Choose less (one period, one unit) and make it again.",
    ),
    "template": (
        "Không làm được báo cáo từ mẫu Word đang dùng. Thầy/cô nhờ Sở xem lại mẫu rồi tạo lại.",
        "No report can be made from the present Word template. Ask the department to look at it, then make it again.",
    ),
    "busy": (
        "Máy chủ đang bận làm tệp khác. Thầy/cô tạo lại sau ít phút.",
        "The server was busy with other files. Make it again in a few minutes.",
    ),
    "broken": (
        "Máy chủ gặp lỗi cả ba lần làm tệp này. Thầy/cô tạo lại sau; nếu vẫn lỗi thì báo quản trị viên.",
        "The server failed in all three attempts. Make it again later; if it fails again, tell the administrator.",
    ),
}
"""A reason's code → its text in Vietnamese and in English."""
LIMITS = ("memory", "time", "output")  # of the sandbox: another attempt would come to the same


class TooLarge(Exception):
    """Raised while a file is made that grows larger than it may."""


def fault_of(error: Exception) -> tuple[str, bool]:
    """The code of why an order failed, and whether it failed for good: another attempt could come to nothing else."""
    if isinstance(error, Problem):
        return error.code, True
    if isinstance(error, SandboxFault):
        return "template" if error.code == "died" else error.code, error.code in LIMITS
    if isinstance(error, TooLarge):
        return "output", True
    return "memory" if isinstance(error, MemoryError) else "broken", False


def reason(code: str, language: str) -> str:
    """The text of a code that ``fault_of`` gave, in English if ``language`` is ``en``, else in Vietnamese.

    For any other Problem's code, as orders of earlier releases may have, it is that Problem's own.
    """
    vi, en = REASONS[code] if code in REASONS else KINDS[code][1:]
    return en if language == "en" else vi
