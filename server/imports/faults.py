"""The texts of what can be wrong in a workbook of units and people, and what to do about it, in both languages."""

from typing import NamedTuple

from server.platform.workbook_faults import Fault


class Text(NamedTuple):
    """A text in both languages; ``{name}`` is replaced by a value."""

    vi: str
    en: str


TEXTS = {
    "no_sheet": Text(
        "Không thấy trang nào có các cột của tệp mẫu. Thầy/cô tải tệp mẫu, chép dữ liệu vào rồi tải lên.",
        "No sheet has the columns of the template. Download the template, copy your data into it and upload that.",
    ),
    "many": Text(
        "Tệp có hơn {most} dòng. Thầy/cô chia thành nhiều tệp.",
        "The file has more than {most} rows. Split it into several files.",
    ),
    "many_changes": Text(
        "Tệp có {n} thay đổi, mỗi lần nhập được nhiều nhất {most}. Thầy/cô chia thành nhiều tệp.",
        "The file asks for {n} changes; {most} can be made at once. Split it into several files.",
    ),
    "column": Text(
        "Thiếu cột “{column}”. Thầy/cô dùng đúng tên cột của tệp mẫu.",
        "The column “{column}” is missing. Use the template's column names.",
    ),
    "twice_column": Text("Cột “{column}” có hai lần.", "The column “{column}” is there twice."),
    "required": Text("Thiếu “{column}”.", "“{column}” is missing."),
    "type": Text(
        "“{column}” không đúng kiểu: {value}. Thầy/cô ghi dạng chữ.",
        "“{column}” is of the wrong type: {value}. Write it as text.",
    ),
    "date": Text(
        "“{column}” không phải ngày: {value}. Thầy/cô ghi ngày/tháng/năm, ví dụ 05/09/2026.",
        "“{column}” is no date: {value}. Write day/month/year, such as 05/09/2026.",
    ),
    "year": Text(
        "Ngày {value} không hợp lý ở cột “{column}”.", "The date {value} in “{column}” is out of all reason."
    ),
    "order": Text("“Đến ngày” phải sau “Từ ngày”.", "“Until” must come after “From”."),
    "control": Text(
        "“{column}” có ký tự không nhìn thấy. Thầy/cô gõ lại ô này.",
        "“{column}” holds characters that cannot be seen. Type this cell anew.",
    ),
    "long": Text("“{column}” dài quá {most} ký tự.", "“{column}” is longer than {most} characters."),
    "choice": Text(
        "“{column}” không có giá trị “{value}”. Có thể ghi: {choices}.",
        "“{value}” is not known in “{column}”. It may be: {choices}.",
    ),
    "username": Text(
        "Tên đăng nhập “{value}” cần 3–60 chữ cái, chữ số, dấu chấm, gạch nối hoặc @.",
        "The username “{value}” needs 3 to 60 letters, digits, dots, hyphens or @.",
    ),
    "twice": Text("Trùng với dòng {other}.", "The same as row {other}."),
    "same_name": Text(
        "Đã có “{value}” trong cùng đơn vị cấp trên. Nếu là đơn vị đó, thầy/cô ghi đúng mã {code}.",
        "“{value}” is already there below the same parent. If it is the same unit, write its code {code}.",
    ),
    "same_person": Text(
        "Có nhiều người tên “{value}” ở đơn vị này ({usernames}). Thầy/cô ghi tên đăng nhập của người cần sửa; "
        "nếu là người mới thì ghi một tên đăng nhập khác.",
        "Several people of this unit are called “{value}” ({usernames}). Write the username of the one that is meant; "
        "for somebody new, write another one.",
    ),
    "namesake": Text(
        "Cùng họ tên và đơn vị với dòng {other}. Nếu là hai người, thầy/cô ghi tên đăng nhập cho từng người, "
        "ví dụ {username}; nếu là một người thì bỏ bớt một dòng.",
        "The same name and unit as row {other}. If they are two people, write a username for each, such as {username}; "
        "if it is one person, leave one row out.",
    ),
    "unmarked": Text(
        "Đơn vị này đã có “{there}” ({usernames}). Nếu “{value}” là người đó, thầy/cô ghi tên đăng nhập ấy; "
        "nếu là người khác thì ghi một tên đăng nhập mới.",
        "“{there}” ({usernames}) is in this unit already. If “{value}” is the same person, write that username; "
        "if it is somebody else, write a new one.",
    ),
    "imitates": Text(
        "Tên đăng nhập “{value}” trông giống hệt “{other}” đã có. Thầy/cô gõ lại, hoặc chọn tên khác.",
        "The username “{value}” looks just like “{other}”. Type it anew, or choose another one.",
    ),
    "two_schools": Text(
        "“{value}” ở hai đơn vị cùng lúc (dòng {other}). Mỗi người chỉ ở một đơn vị trong tệp.",
        "“{value}” is in two units at once (row {other}). A person is in one unit of a file.",
    ),
    "where": Text(
        "“{value}” đang ở nhiều đơn vị, không rõ chuyển từ đâu. Thầy/cô chuyển ở trang Người.",
        "“{value}” works in several units; it is not clear which one they leave. Move them on the page People.",
    ),
    "unknown_unit": Text(
        "Không có đơn vị nào mang mã “{value}”, trong hệ thống cũng như trong tệp.",
        "No unit has the code “{value}”, neither in the system nor in the file.",
    ),
    "unknown_commune": Text(
        "Không có xã, phường nào tên là “{value}”.", "There is no commune called “{value}”."
    ),
    "unknown_name": Text(
        "Không có đơn vị nào tên là “{value}” ở {commune}. Thầy/cô ghi mã đơn vị, hoặc tên như trong hệ thống.",
        "No unit is called “{value}” in {commune}. Write its code, or its name as it is in the system.",
    ),
    "several_named": Text(
        "Nhiều đơn vị tên là “{value}” ở {commune} ({codes}). Thầy/cô ghi mã đơn vị.",
        "Several units are called “{value}” in {commune} ({codes}). Write the unit's code.",
    ),
    "elsewhere": Text("“{value}” không thuộc {commune}.", "“{value}” does not lie in {commune}."),
    "sector_twice": Text(
        "Mã CSDL ngành “{value}” trùng với dòng {other}.", "Row {other} has the sector code “{value}”, too."
    ),
    "sector_taken": Text(
        "Mã CSDL ngành “{value}” đang là của {name}.", "{name} has the sector code “{value}” already."
    ),
    "below_itself": Text("Đơn vị “{value}” nằm dưới chính nó.", "The unit “{value}” lies below itself."),
    "place": Text(
        "Loại “{value}” không đặt được dưới {parent}.",
        "A “{value}” cannot stand below {parent}.",
    ),
    "reports": Text(
        "Đơn vị này không báo cáo về {value} được: trường báo cáo về xã của mình hoặc về Sở, đơn vị khác về cấp trên.",
        "It cannot report to {value}: schools report to their commune or the department, others to their parent.",
    ),
    "kind": Text("Đơn vị này đã là {value}; loại không đổi được.", "This unit is a {value}; its kind cannot change."),
    "ended": Text("Đơn vị “{value}” đã ngừng hoạt động.", "The unit “{value}” has ended."),
    "role": Text("Không có vai trò “{value}” ở {unit}.", "Nobody is “{value}” in {unit}."),
    "no_role_to_end": Text(
        "“{value}” không có vai trò này để kết thúc.", "“{value}” does not have this role, so it cannot end."
    ),
    "forbidden": Text(
        "Tài khoản này không được làm việc đó ở dòng này.", "This account may not do what this row asks."
    ),
}  # fmt: skip


def fault(rule: str, sheet: str | None = None, row: int | None = None, **named: object) -> Fault:
    """A fault with the text of ``rule``, a key of ``TEXTS``, and its place.

    ``row`` is the row's number from 1; ``named``: values for the text.
    """
    vi, en = (text.format(**named) for text in TEXTS[rule])
    return Fault(vi, en, sheet, row)
