"""Every word of the pages, Vietnamese first."""

from server.models import Period

TEXT = {
    "vi": {
        "demo": "Dữ liệu minh họa",
        "records": "Danh sách bản ghi",
        "sign_in": "Đăng nhập",
        "sign_out": "Đăng xuất",
        "other_account": "Đăng nhập tài khoản khác",
        "username": "Tên đăng nhập",
        "password": "Mật khẩu",
        "needs_script": "Trang đăng nhập cần JavaScript. Thầy/cô bật JavaScript trong trình duyệt rồi mở lại trang.",
        "offline": "Không kết nối được máy chủ. Thầy/cô kiểm tra mạng rồi thử lại.",
        "skip": "Tới nội dung chính",
        "registers": "Biểu số liệu",
        "filters": "Lọc số liệu",
        "period": "Thời gian",
        "unit": "Đơn vị",
        "status": "Trạng thái được tính",
        "any_status": "Trạng thái",
        "apply": "Xem",
        "search": "Tìm trong bản ghi",
        "search_hint": "Gõ không dấu cũng được",
        "sort": "Sắp xếp",
        "as_of": "Số liệu lúc {}",
        "complete": "{reported}/{units} {kind} đã nộp",
        "unsent": "{} đơn vị còn dữ liệu chưa gửi trên máy",
        "none_unsent": "không máy nào báo còn dữ liệu chưa gửi",
        "by_month": "Theo tháng",
        "all_measures": "Tất cả số liệu",
        "measure": "Chỉ số",
        "value": "Giá trị",
        "line": "Vạch hồng: mức chung {}",
        "open": "xem bản ghi",
        "empty": "Chưa có số liệu trong thời gian và đơn vị này.",
        "empty_hint": "Số liệu hiện ở đây khi bản ghi được duyệt. Thầy/cô có thể tính cả bản ghi chờ duyệt.",
        "count_waiting": "Tính cả bản ghi chờ duyệt",
        "earlier": "{now} chưa có số liệu; trang đang mở {shown}.",
        "found": "{} bản ghi",
        "no_records": "Không có bản ghi nào khớp với bộ lọc.",
        "no_records_hint": "Thầy/cô bỏ bớt điều kiện lọc để xem thêm.",
        "clear": "Bỏ lọc",
        "next": "Trang sau",
        "first": "Về trang đầu",
        "back": "Về tổng quan",
        "to_list": "Về danh sách",
        "date": "Ngày",
        "title": "Nội dung",
        "author": "Người ghi",
        "history": "Lịch sử",
        "content": "Nội dung đã ghi",
        "not_answered": "Chưa ghi",
        "conflict": "Đang có bản khác, chờ chọn: {}",
        "flag": "Cần xem lại: {}",
        "received": "máy chủ nhận lúc {}",
        "changed": "Đổi: {}",
        "language": "English",
        "way_on": "Thầy/cô có thể:",
        "and_below": "và các đơn vị bên dưới",
    },
    "en": {
        "demo": "Demonstration data",
        "records": "Records",
        "sign_in": "Sign in",
        "sign_out": "Sign out",
        "other_account": "Sign in with another account",
        "username": "Username",
        "password": "Password",
        "needs_script": "Signing in needs JavaScript. Turn it on in your browser and open this page again.",
        "offline": "The server cannot be reached. Check the network and try again.",
        "skip": "Skip to the content",
        "registers": "Registers",
        "filters": "Filters",
        "period": "Time",
        "unit": "Unit",
        "status": "Statuses that count",
        "any_status": "Status",
        "apply": "Show",
        "search": "Search the records",
        "search_hint": "Diacritics may be left out",
        "sort": "Sort by",
        "as_of": "Figures as of {}",
        "complete": "{reported}/{units} {kind} have reported",
        "unsent": "{} units still hold unsent data",
        "none_unsent": "no phone reports unsent data",
        "by_month": "By month",
        "all_measures": "All figures",
        "measure": "Measure",
        "value": "Value",
        "line": "Rose line: overall rate {}",
        "open": "see the records",
        "empty": "There are no figures for this time and unit yet.",
        "empty_hint": "Figures appear here once records are approved. You may count those awaiting review too.",
        "count_waiting": "Count those awaiting review too",
        "earlier": "{now} has no figures yet; this is {shown}.",
        "found": "{} records",
        "no_records": "No record matches these filters.",
        "no_records_hint": "Remove a filter to see more.",
        "clear": "Clear the filters",
        "next": "Next page",
        "first": "First page",
        "back": "Back to the overview",
        "to_list": "Back to the list",
        "date": "Date",
        "title": "Content",
        "author": "Author",
        "history": "History",
        "content": "What was recorded",
        "not_answered": "Not recorded",
        "conflict": "Another version waits to be chosen: {}",
        "flag": "Please check: {}",
        "received": "received {}",
        "changed": "Changed: {}",
        "language": "Tiếng Việt",
        "way_on": "You can:",
        "and_below": "and the units below it",
    },
}

STATUS = {
    "draft": {"vi": "Nháp", "en": "Draft"},
    "submitted": {"vi": "Chờ duyệt", "en": "Awaiting review"},
    "returned": {"vi": "Trả lại", "en": "Returned"},
    "verified": {"vi": "Trường đã xác nhận", "en": "Verified by the school"},
    "approved": {"vi": "Đã duyệt", "en": "Approved"},
    "rejected": {"vi": "Không duyệt", "en": "Rejected"},
    "deleted": {"vi": "Đã xóa", "en": "Deleted"},
}

VERB = {
    "put": {"vi": "Ghi nội dung", "en": "Edited"},
    "submit": {"vi": "Gửi", "en": "Submitted"},
    "withdraw": {"vi": "Thu hồi", "en": "Withdrawn"},
    "verify": {"vi": "Xác nhận", "en": "Verified"},
    "return": {"vi": "Trả lại", "en": "Returned"},
    "approve": {"vi": "Duyệt", "en": "Approved"},
    "reject": {"vi": "Không duyệt", "en": "Rejected"},
    "reopen": {"vi": "Mở khóa", "en": "Reopened"},
    "delete": {"vi": "Xóa", "en": "Deleted"},
    "restore": {"vi": "Khôi phục", "en": "Restored"},
    "comment": {"vi": "Nhận xét", "en": "Commented"},
}

SORT = {
    "-changed": {"vi": "Mới thay đổi trước", "en": "Latest change first"},
    "-day": {"vi": "Ngày gần nhất trước", "en": "Latest day first"},
    "day": {"vi": "Ngày xa nhất trước", "en": "Earliest day first"},
    "status": {"vi": "Theo trạng thái", "en": "By status"},
}

KIND = {
    "province": {"vi": "tỉnh", "en": "provinces"},
    "commune": {"vi": "xã, phường", "en": "communes"},
    "school": {"vi": "trường", "en": "schools"},
    None: {"vi": "đơn vị", "en": "units"},
}

BY_UNIT = {
    "province": {"vi": "Theo xã, phường", "en": "By commune"},
    "commune": {"vi": "Theo trường", "en": "By school"},
    "school": {"vi": "Theo đơn vị", "en": "By unit"},
    "site": {"vi": "Theo đơn vị", "en": "By unit"},
}

PERIOD = {
    "school_year": {"vi": "Năm học {year}", "en": "School year {year}"},
    "semester": {"vi": "Học kỳ {part}, năm học {year}", "en": "Semester {part}, {year}"},
    "half_year": {"vi": "6 tháng {half} năm {year}", "en": "Half {part} of {year}"},
    "year": {"vi": "Năm {year}", "en": "Year {year}"},
    "once": {"vi": "Toàn bộ thời gian", "en": "All time"},
}


def period(found: Period, language: str) -> str:
    """A period's name: ``2025-2026-HK1`` → Học kỳ 1, năm học 2025–2026."""
    year = f"{found.starts.year}–{found.ends.year}" if found.kind == "school_year" else f"{found.starts.year}"
    if found.kind == "semester":
        first = found.starts.year - (found.starts.month < 7)
        year = f"{first}–{first + 1}"
    part = found.key[-1]
    return PERIOD[found.kind][language].format(year=year, part=part, half="đầu" if part == "1" else "cuối")
