"""The texts of exported files (workbooks, reports) in Vietnamese and English; official papers are in Vietnamese."""

import re
from calendar import month_name
from collections.abc import Collection
from datetime import date

# A phrase's key → a language (vi, en) → its text; names in braces are filled in by ``phrase``.
PHRASES: dict[str, dict[str, str]] = {
    "sector": {"vi": "SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH ĐIỆN BIÊN", "en": "DEPARTMENT OF EDUCATION AND TRAINING, ĐIỆN BIÊN"},
    "place": {"vi": "Điện Biên", "en": "Điện Biên"},
    "number": {"vi": "STT", "en": "No."},
    "unit": {"vi": "Đơn vị", "en": "Unit"},
    "unit_level": {"vi": "Cấp học", "en": "Level"},
    "month": {"vi": "Tháng", "en": "Month"},
    "within": {"vi": "Thuộc", "en": "Within"},
    "period": {"vi": "Kỳ", "en": "Period"},
    "status": {"vi": "Trạng thái", "en": "Status"},
    "counted": {"vi": "Chỉ gồm bản được tính vào số liệu", "en": "Only records that count in the figures"},
    "author": {"vi": "Người nhập", "en": "Entered by"},
    "submitted": {"vi": "Ngày gửi", "en": "Submitted"},
    "total": {"vi": "Tổng cộng", "en": "Total"},
    "n": {"vi": "Số đạt", "en": "Number"},
    "d": {"vi": "Tổng số", "en": "Out of"},
    "ratio": {"vi": "Tỷ lệ", "en": "Share"},
    "measure": {"vi": "Chỉ tiêu", "en": "Measure"},
    "in": {"vi": "Đơn vị tính", "en": "In"},
    "value": {"vi": "Số liệu", "en": "Figure"},
    "target": {"vi": "Mục tiêu", "en": "Target"},
    "summary": {"vi": "Tổng hợp", "en": "Summary"},
    "records": {"vi": "Bản ghi", "en": "Records"},
    "as_of": {"vi": "Số liệu đến", "en": "As of"},
    "answered": {"vi": "Đã báo cáo {n}/{d} đơn vị", "en": "{n} of {d} units have reported"},
    "idle": {"vi": ", trong đó {n} đơn vị không phát sinh", "en": ", {n} of them nothing to report"},
    "missing": {"vi": "Chưa báo cáo", "en": "Not reported"},
    "named_apart": {
        "vi": "{n} đơn vị chưa báo cáo: xem trang tính cuối",
        "en": "{n} units have not reported: see the last sheet",
    },
    "silent": {"vi": "Chưa có đơn vị nào báo cáo: {registers}.", "en": "Nobody has reported: {registers}."},
    "nothing": {"vi": "Đã báo cáo, đều không phát sinh: {registers}.", "en": "Nothing to report: {registers}."},
    "units": {"vi": "Số đơn vị", "en": "Units"},
    "names": {"vi": "Tên đơn vị", "en": "Names"},
    "nonreporters": {"vi": "ĐƠN VỊ CHƯA NỘP", "en": "UNITS THAT HAVE NOT REPORTED"},
    "missing_of": {"vi": "{n} trên {d} đơn vị chưa nộp.", "en": "{n} of {d} units have not reported."},
    "until": {"vi": "Hạn nộp", "en": "Due"},
    "list": {"vi": "DANH SÁCH BẢN GHI", "en": "LIST OF RECORDS"},
    "first_of_list": {
        "vi": "{n} dòng đầu của danh sách; lọc hẹp hơn để lấy phần còn lại",
        "en": "The first {n} lines of the list; narrow the filters for the rest",
    },
    "record_title": {"vi": "Nội dung", "en": "Record"},
    "since": {"vi": "Ở trạng thái này từ", "en": "At this status since"},
    "contact": {"vi": "Người phụ trách", "en": "Who answers for it"},
    "seen": {"vi": "Đồng bộ lần cuối", "en": "Last synchronised"},
    "reminded": {"vi": "Nhắc lần cuối", "en": "Last reminded"},
    "prepared": {"vi": "NGƯỜI LẬP BIỂU", "en": "PREPARED BY"},
    "head": {"vi": "THỦ TRƯỞNG ĐƠN VỊ", "en": "HEAD OF THE UNIT"},
    "signs": {"vi": "(Ký, ghi rõ họ tên)", "en": "(Signature, full name)"},
    "stamps": {"vi": "(Ký, đóng dấu)", "en": "(Signature, stamp)"},
    "today": {"vi": "{place}, ngày {d} tháng {m} năm {y}", "en": "{place}, {d}/{m}/{y}"},
    "register": {"vi": "Biểu", "en": "Register"},
    "title": {"vi": "Tên minh chứng", "en": "Evidence"},
    "points": {"vi": "Điểm", "en": "Points"},
    "proof": {"vi": "Minh chứng của tiêu chí", "en": "Evidence of the criterion"},
    "day": {"vi": "Ngày", "en": "Day"},
    "id": {"vi": "Mã bản ghi", "en": "Record"},
    "evidence": {"vi": "DANH MỤC MINH CHỨNG", "en": "INDEX OF EVIDENCE"},
    "row_of": {"vi": "Thuộc bản ghi số", "en": "Of record no."},
    "code": {"vi": "Mã đơn vị", "en": "Unit code"},
    "printed": {
        "vi": "In {n} cột đầu; các cột sau xem trong tệp",
        "en": "First {n} columns printed; the file has more",
    },
    "unanswered": {"vi": "Không bản ghi nào có: {fields}.", "en": "In no record: {fields}."},
    "check_code": {"vi": "mã kiểm tra {code}", "en": "checksum {code}"},
    "signed": {"vi": "Báo cáo tháng ký ngày {day}", "en": "Monthly report signed on {day}"},
    "frozen": {"vi": "Số liệu đã chốt", "en": "Frozen figures"},
    "year": {"vi": "PHIẾU MINH CHỨNG NĂM HỌC {year}", "en": "EVIDENCE SHEET, SCHOOL YEAR {year}"},
    "result": {"vi": "Kết quả", "en": "Result"},
    "count": {"vi": "Số bản ghi", "en": "Records"},
    "plate": {"vi": "ẢNH MINH CHỨNG", "en": "PHOTOS"},
    "plate_of": {
        "vi": "{n} ảnh mới nhất đã ghi đồng ý công bố, trong {records} bản ghi có ảnh",
        "en": "The {n} newest photos with consent to be published, of {records} records with photos",
    },
    "photo_withdrawn": {"vi": "Đã rút đồng ý", "en": "Consent was withdrawn"},
    "photo_refused": {"vi": "Tệp không phải ảnh đọc được", "en": "No picture that can be read"},
    "photo_waiting": {"vi": "Chưa gửi lên máy chủ", "en": "Not sent to the server yet"},
    "photo_gone": {"vi": "Không còn trong bản ghi mà thầy/cô được xem", "en": "No longer in a record that you may see"},
    "photo_hidden": {"vi": "Biểu không còn hiện câu hỏi này", "en": "The form does not show this question any more"},
    "photo_lost": {"vi": "Máy chủ không còn tệp ảnh", "en": "The server has lost its file"},
    "people_list": {"vi": "DANH SÁCH NGƯỜI DÙNG", "en": "LIST OF PEOPLE"},
    "devices_list": {"vi": "DANH SÁCH MÁY", "en": "LIST OF DEVICES"},
    "audit_list": {"vi": "NHẬT KÝ", "en": "AUDIT"},
    "ranking_list": {"vi": "BẢNG XẾP HẠNG", "en": "RANKING"},
    "person": {"vi": "Họ và tên", "en": "Name"},
    "username": {"vi": "Tên đăng nhập", "en": "Username"},
    "works": {"vi": "Vai trò, đơn vị", "en": "Roles, units"},
    "disabled": {"vi": "Đã khóa", "en": "Disabled"},
    "device": {"vi": "Máy", "en": "Device"},
    "app": {"vi": "Bản ứng dụng", "en": "App"},
    "unsent": {"vi": "Bản ghi chưa gửi", "en": "Unsent records"},
    "unsent_photos": {"vi": "Ảnh chưa gửi", "en": "Unsent photos"},
    "oldest": {"vi": "Chưa gửi từ", "en": "Unsent since"},
    "at": {"vi": "Lúc", "en": "When"},
    "by": {"vi": "Ai", "en": "Who"},
    "did": {"vi": "Việc", "en": "What"},
    "about": {"vi": "Với", "en": "Of"},
    "address": {"vi": "Địa chỉ mạng", "en": "Address"},
    "rank": {"vi": "Hạng", "en": "Rank"},
    "school": {"vi": "Trường", "en": "School"},
    "self": {"vi": "Tự chấm", "en": "Own score"},
    "by_cluster": {"vi": "Chấm chéo", "en": "By the cluster"},
    "by_department": {"vi": "Sở chấm", "en": "By the department"},
    "rating": {"vi": "Xếp loại", "en": "Rating"},
    "sum_of": {"vi": "Tổng cộng {n} bản ghi", "en": "Total of {n} records"},
    "yes": {"vi": "Có", "en": "Yes"},
    "no": {"vi": "Không", "en": "No"},
}

# A record's status → a language → what files call it.
STATUSES: dict[str, dict[str, str]] = {
    "draft": {"vi": "Bản nháp", "en": "Draft"},
    "submitted": {"vi": "Đã gửi", "en": "Submitted"},
    "verified": {"vi": "Trường đã xác nhận", "en": "Verified by the school"},
    "returned": {"vi": "Trả lại", "en": "Returned"},
    "approved": {"vi": "Đã duyệt", "en": "Approved"},
    "rejected": {"vi": "Không duyệt", "en": "Rejected"},
    "deleted": {"vi": "Đã xóa", "en": "Deleted"},
}

# A role → a language → what files call it.
ROLES: dict[str, dict[str, str]] = {
    "teacher": {"vi": "Giáo viên", "en": "Teacher"},
    "leader": {"vi": "Hiệu trưởng, BGH", "en": "School leader"},
    "commune": {"vi": "Cán bộ Phòng VH-XH", "en": "Commune officer"},
    "department": {"vi": "Chuyên viên Sở", "en": "Department officer"},
    "admin": {"vi": "Quản trị viên", "en": "Administrator"},
}


def statuses_text(statuses: Collection[str], language: str) -> str:
    """The line under a paper's title that names the statuses of its records; if ``statuses`` is empty, the line says
    that it holds only records that count in figures."""
    if not statuses:
        return phrase("counted", language)
    return f"{phrase('status', language)}: {', '.join(STATUSES[status][language].lower() for status in statuses)}"


def phrase(key: str, language: str, **values: object) -> str:
    """The text of ``PHRASES[key]`` in a language, ``vi`` or ``en``, with ``values`` filled in where it names them."""
    text = PHRASES[key][language]
    return text.format(**values) if values else text


# The last part of a period's key → a language → its text; braces stand for the year.
PERIODS: dict[str, dict[str, str]] = {
    "HK1": {"vi": "Học kỳ I năm học {}", "en": "Semester I of {}"},
    "HK2": {"vi": "Học kỳ II năm học {}", "en": "Semester II of {}"},
    "H1": {"vi": "6 tháng đầu năm {}", "en": "First half of {}"},
    "H2": {"vi": "6 tháng cuối năm {}", "en": "Second half of {}"},
    "school": {"vi": "Năm học {}", "en": "School year {}"},
    "year": {"vi": "Năm {}", "en": "Year {}"},
}


MONTHS = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
"""The keys of months, of which there may be reports, too."""


def period_text(key: str | None, language: str = "vi") -> str:
    """A period's key as people write it: ``2026-2027-HK1`` → Học kỳ I năm học 2026–2027.

    Empty for None and for ``once``, the period of registers that are filled in only once.
    """
    if not key or key == "once":
        return ""
    year, _, part = key.rpartition("-")
    if MONTHS.fullmatch(key):
        return f"Tháng {int(part)} năm {year}" if language == "vi" else f"{month_name[int(part)]} {year}"
    if part not in PERIODS:
        year, part = key, "school" if "-" in key else "year"
    return PERIODS[part][language].format(year.replace("-", "–"))


def day_text(day: str) -> str:
    """The text of a day, 05/10/2026, for its ISO 8601 text."""
    return f"{date.fromisoformat(day):%d/%m/%Y}"


def mid_sentence(text: str) -> str:
    """The text with its first letter in lower case, to be put inside a sentence."""
    return text[:1].lower() + text[1:]
