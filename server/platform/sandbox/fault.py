"""Why a file was not opened: what the sandbox says of it, in Vietnamese and English."""

REASONS = {
    "memory": (
        "Mở tệp này cần quá nhiều bộ nhớ nên đã dừng. Thầy/cô bỏ bớt nội dung và định dạng không cần rồi tải lại.",
        "Opening this file takes too much memory and was stopped. Take out content and formatting that is not needed.",
    ),
    "time": (
        "Mở tệp này mất quá nhiều thời gian nên đã dừng. Thầy/cô bỏ bớt nội dung và định dạng không cần rồi tải lại.",
        "Opening this file takes too long and was stopped. Take out content and formatting that is not needed.",
    ),
    "output": (
        "Nội dung của tệp này quá dài nên không được đọc. Thầy/cô bỏ bớt nội dung rồi tải lại.",
        "What this file holds is too long and was not read. Take out content that is not needed.",
    ),
    "died": (
        "Máy chủ không mở được tệp này. Thầy/cô lưu lại thành tệp mới rồi tải lại.",
        "The server could not open this file. Save it as a new file and upload that.",
    ),
    "busy": (
        "Máy chủ đang mở nhiều tệp khác. Thầy/cô đợi một phút rồi tải lại.",
        "The server is opening other files. Wait a minute and upload it again.",
    ),
}
"""A fault's code → its text in Vietnamese and in English."""


class SandboxFault(Exception):
    """Raised for a file that could not be opened within the limits; ``code`` is a key of ``REASONS``."""

    def __init__(self, code: str):
        super().__init__(REASONS[code][1])
        self.code = code
        self.vi, self.en = REASONS[code]


_XML_MEMORY = 2  # what lxml's errors give as their code if they come from that


def refuse_memory(error: BaseException) -> None:
    """Raise MemoryError if that is what an error comes from: libraries catch it and raise errors of their own.

    To be called wherever any error of a reader of files is caught.
    """
    at: BaseException | None = error
    while at is not None:
        if isinstance(at, MemoryError) or getattr(at, "code", None) == _XML_MEMORY:
            raise MemoryError from error
        at = at.__cause__ or at.__context__
