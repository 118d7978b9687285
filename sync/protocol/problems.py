"""All refusals: code, HTTP status, and the text for the person, in Vietnamese and English."""

from collections.abc import Mapping
from typing import NamedTuple


class Kind(NamedTuple):
    """What the code of a refusal means: its HTTP status, and a text in both languages of what happened and what to do.

    ``status`` is None for codes that refuse one mutation only, never a whole request.
    """

    status: int | None
    vi: str
    en: str


KINDS: dict[str, Kind] = {
    "malformed": Kind(
        400,
        "Yêu cầu không đúng dạng. Thầy/cô cập nhật ứng dụng rồi thử lại.",
        "The request is not well formed. Update the app and try again.",
    ),
    "unauthenticated": Kind(
        401,
        "Thầy/cô cần đăng nhập lại. Dữ liệu trên máy vẫn còn nguyên.",
        "Please sign in again. What is on this phone is kept.",
    ),
    "forbidden": Kind(
        403,
        "Tài khoản này không được làm việc đó. Thầy/cô hỏi hiệu trưởng hoặc quản trị viên.",
        "This account may not do that. Ask the school leader or the administrator.",
    ),
    "choose_password": Kind(
        403,
        "Thầy/cô đăng nhập bằng mã dùng một lần. Thầy/cô chọn mật khẩu mới rồi tiếp tục.",
        "You signed in with a one-time code. Choose a password, then go on.",
    ),
    "second_factor": Kind(
        401,
        "Thầy/cô nhập mã 6 số đang hiện trong ứng dụng xác thực trên điện thoại. Mất điện thoại thì nhập một mã dự "
        "phòng, hoặc nhờ quản trị viên.",
        "Type the 6 digits that the authenticator app on your phone shows now. If the phone is lost, type a recovery "
        "code, or ask an administrator.",
    ),
    "enrol_second_factor": Kind(
        403,
        "Tài khoản này phải có mã xác thực thứ hai. Thầy/cô cài đặt mã rồi tiếp tục.",
        "This account needs a second factor. Set it up, then go on.",
    ),
    "csrf": Kind(
        403,
        "Yêu cầu không đến từ trang Lan Tỏa. Thầy/cô mở lại ứng dụng.",
        "The request did not come from Lan Tỏa's own page. Open the app again.",
    ),
    "not_found": Kind(
        404,
        "Không có trang này. Thầy/cô quay lại trang đầu.",
        "There is no such page. Go back to the first page.",
    ),
    "method_not_allowed": Kind(
        405,
        "Địa chỉ này không nhận cách gọi đó.",
        "This address does not take that method.",
    ),
    "decided": Kind(
        409,
        "Việc này vừa được người khác quyết định khác. Thầy/cô xem lại quyết định đó.",
        "Somebody else has just decided this the other way. Look at what was decided.",
    ),
    "changed_meanwhile": Kind(
        409,
        "Người khác vừa sửa mục này. Thầy/cô xem bản mới rồi quyết định lại.",
        "Somebody else has just changed this. Look at what it is now, then decide again.",
    ),
    "too_large": Kind(
        413,
        "Gói gửi quá lớn. Ứng dụng sẽ tự chia nhỏ rồi gửi lại.",
        "The request is too large. The app sends it again in smaller parts.",
    ),
    "wrong_host": Kind(
        421,
        "Máy chủ không nhận địa chỉ này. Thầy/cô mở Lan Tỏa bằng đúng địa chỉ đã được cấp, hoặc hỏi quản trị viên.",
        "The server does not go by this name. Open Lan Tỏa at the address you were given, or ask the administrator.",
    ),
    "unreadable": Kind(
        422,
        "Không đọc được tệp này. Thầy/cô xem lý do bên dưới, sửa tệp rồi tải lên lại; chưa có gì thay đổi.",
        "This file cannot be read. See why below, mend it and upload it again; nothing has changed.",
    ),
    "wrong_offset": Kind(
        409,
        "Phần ảnh gửi lên không nối tiếp phần máy chủ đang giữ. Ứng dụng sẽ tự gửi tiếp từ đúng chỗ.",
        "The part does not go on where what the server holds of the photo ends. The app goes on from there by itself.",
    ),
    "damaged": Kind(
        422,
        "Ảnh nhận được không khớp với ảnh trên máy, có thể do mạng. Ứng dụng sẽ tự gửi lại từ đầu.",
        "What arrived is not the photo that was announced; the network may have damaged it. The app sends it again.",
    ),
    "not_a_photo": Kind(
        422,
        "Tệp này không phải ảnh dùng được (chỉ nhận JPEG, PNG, WebP dưới 8 MB). Thầy/cô chụp hoặc chọn ảnh khác.",
        "This file is no photo that can be used (JPEG, PNG or WebP under 8 MB). Take or choose another one.",
    ),
    "unsealable": Kind(
        422,
        "Không mở được tệp này. Thầy/cô xem lý do bên dưới; dữ liệu trong máy đã lưu tệp vẫn còn nguyên, lưu tệp mới "
        "rồi gửi lại.",
        "This file cannot be opened. See why below. What is on the phone that saved it is kept: save a new file there, "
        "and bring that.",
    ),
    "upgrade": Kind(
        426,
        "Phiên bản ứng dụng không còn dùng được với máy chủ. Thầy/cô cập nhật rồi đồng bộ lại; dữ liệu vẫn còn.",
        "The server no longer speaks this version. Update the app and sync again; nothing is lost.",
    ),
    "slow_down": Kind(
        429,
        "Thử quá nhiều lần. Thầy/cô chờ một lát rồi thử lại.",
        "Too many tries. Wait a little, then try again.",
    ),
    "read_only": Kind(
        503,
        "Máy chủ đang bảo trì, chỉ đọc được. Dữ liệu vẫn lưu trên máy và sẽ tự gửi sau.",
        "The server is being looked after and only reads. Entries stay on the phone and are sent later.",
    ),
    "broken": Kind(
        500,
        "Máy chủ gặp lỗi. Dữ liệu trên máy vẫn còn; thầy/cô thử lại sau ít phút.",
        "The server failed. What is on this phone is kept; try again in a few minutes.",
    ),
    "invalid": Kind(
        None,
        "Nội dung chưa hợp lệ. Thầy/cô xem các mục được đánh dấu và sửa lại.",
        "Something in it is not valid. Look at the marked fields and mend them.",
    ),
    "faulty_register": Kind(
        422,
        "Biểu mẫu chưa dùng được. Thầy/cô xem từng chỗ cần sửa rồi tải lại; chưa có gì thay đổi.",
        "The register cannot be used yet. Mend what is listed and upload it again; nothing was changed.",
    ),
    "reused_id": Kind(
        None,
        "Mã của thay đổi này đã được dùng cho nội dung khác; bản đầu được giữ. Thầy/cô lưu lại thành thay đổi mới.",
        "This change's id was used for other content; the first one stands. Save it again as a new change.",
    ),
    "unknown_form": Kind(
        None,
        "Máy chủ chưa có phiên bản biểu mẫu này. Bản ghi được giữ để lãnh đạo đơn vị xem xét.",
        "The server does not know this version of the form. It is kept for a leader of the unit to decide.",
    ),
    "unknown_record": Kind(
        404,
        "Không tìm thấy bản ghi này. Thầy/cô đồng bộ lại để xem danh sách mới nhất.",
        "There is no such record. Sync again to see the latest list.",
    ),
    "stale": Kind(
        None,
        "Nội dung đã thay đổi sau khi thầy/cô xem. Thầy/cô xem bản mới rồi quyết định lại.",
        "The content changed after you looked at it. Look at the new one and decide again.",
    ),
    "locked": Kind(
        None,
        "Bản ghi đã duyệt hoặc kỳ đã chốt nên không sửa được. Thầy/cô đề nghị cấp trên mở khóa.",
        "The record is approved or its period is closed. Ask for it to be reopened.",
    ),
    "bad_transition": Kind(
        None,
        "Trạng thái hiện tại của bản ghi không cho phép việc này. Thầy/cô xem lại trạng thái mới nhất.",
        "The record's present status does not allow this. Look at its latest status.",
    ),
    "moved": Kind(
        None,
        "Thầy/cô đã chuyển khỏi đơn vị này. Bản ghi được giữ để lãnh đạo đơn vị tiếp nhận.",
        "You have left this unit. It is kept for a leader of the unit to take in.",
    ),
}


class Problem(Exception):
    """Raised to refuse a request, or one mutation.

    ``code`` is a key of ``KINDS``. ``fields``: field → what is wrong there, e.g. ``{"students": {"rule": "range",
    "range": [0, 5000]}}``. ``retry_after``: seconds after which the request may be tried again. ``kind``: texts in
    place of the code's own. ``offset``: how many bytes of a photo the server holds, with ``wrong_offset``.
    """

    def __init__(
        self,
        code: str,
        fields: Mapping[str, object] | None = None,
        retry_after: int | None = None,
        kind: Kind | None = None,
        offset: int | None = None,
    ):
        super().__init__(code)
        self.kind = kind or KINDS[code]
        self.code = code
        self.fields = fields
        self.retry_after = retry_after
        self.offset = offset

    @property
    def status(self) -> int:
        """The HTTP status for a request that is refused with this code; 422 for codes that have none of their own."""
        return self.kind.status or 422

    def detail(self, language: str) -> str:
        """The text for the person: English if ``language`` is ``en``, else Vietnamese."""
        return self.kind.en if language == "en" else self.kind.vi
