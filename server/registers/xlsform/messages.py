"""The texts for why something in a workbook was refused or left out, in both languages."""

from server.platform.workbook_faults import Fault

REASONS = {
    "no_sheet": (
        "Tệp không có trang “{name}”. Một biểu mẫu XLSForm có các trang survey, choices và settings.",
        "There is no sheet “{name}”. An XLSForm workbook has the sheets survey, choices and settings.",
    ),
    "no_column": ("Trang này thiếu cột “{name}”.", "This sheet lacks the column “{name}”."),
    "twice_column": ("Cột “{name}” có hai lần.", "The column “{name}” is there twice."),
    "no_questions": ("Trang này không có câu hỏi nào.", "There is no question on this sheet."),
    "unknown_own": (
        "Không có cột hay thiết lập nào tên “{name}”.",
        "There is no column or setting called “{name}”.",
    ),
    "no_type": ("Thiếu kiểu ở cột “type”.", "The column “type” is empty here."),
    "no_name": ("Thiếu tên ở cột “name”.", "The column “name” is empty here."),
    "type": (
        "Kiểu “{name}” chưa dùng được. Các kiểu dùng được: text, integer, decimal, date, select_one, select_multiple, "
        "geopoint, note, begin_group, begin_repeat, calculate.",
        "There is no type “{name}” here. The types are text, integer, decimal, date, select_one, select_multiple, "
        "geopoint, note, begin_group, begin_repeat and calculate.",
    ),
    "or_other": (
        "“or_other” chưa dùng được: thầy/cô thêm lựa chọn “Khác” và một câu hỏi kiểu text.",
        "“or_other” cannot be said here: add a choice “Other” and a text question.",
    ),
    "no_list": ("Trang choices không có danh sách “{name}”.", "The sheet choices has no list “{name}”."),
    "no_list_name": ("Thiếu tên danh sách sau “{name}”.", "The name of a list is missing after “{name}”."),
    "label": ("Thiếu nhãn {language}.", "The label in {language} is missing."),
    "substitution": (
        "Nhãn không thể chứa {name}: nội dung câu khác không hiện trong nhãn.",
        "A label cannot hold {name}: answers are not written into labels.",
    ),
    "refused_column": (
        "Cột “{name}” chưa dùng được: “{value}”.",
        "The column “{name}” cannot be said here: “{value}”.",
    ),
    "relevant": (
        "Điều kiện “{value}” chưa dùng được. Chỉ nói được: ${{câu}} = 'giá trị', hoặc selected(${{câu}}, 'giá trị').",
        "The condition “{value}” cannot be said here: only ${{question}} = 'value', or "
        "selected(${{question}}, 'value').",
    ),
    "two_relevants": (
        "Câu này nằm trong nhóm đã có điều kiện; mỗi câu chỉ có một điều kiện.",
        "The group around this question has a condition already; a question has one at most.",
    ),
    "constraint": (
        "Ràng buộc “{value}” chưa dùng được. Với số: . >= 0 and . <= 100; với chữ: string-length(.) <= 200.",
        "The constraint “{value}” cannot be said here. Of numbers: . >= 0 and . <= 100; of texts: "
        "string-length(.) <= 200.",
    ),
    "required": (
        "“{value}” ở cột required chưa dùng được: chỉ yes hoặc no.",
        "“{value}” cannot be said in the column required, only yes or no.",
    ),
    "calculate": (
        "Câu kiểu calculate chỉ dùng được khi cột lt_copy_from nói lấy từ đâu (ví dụ: model.kind).",
        "A calculate is only possible where the column lt_copy_from says what it takes, for example model.kind.",
    ),
    "choice_constraint": (
        "Ràng buộc chỉ dùng được với số và chữ, không dùng được với kiểu “{name}”.",
        "Only numbers and texts have a constraint, “{name}” has none.",
    ),
    "end_without": ("Có “{name}” mà không có phần mở đầu.", "There is “{name}” with nothing that it ends."),
    "end_crossed": (
        "“{name}” đóng nhầm phần mở ở dòng {at}.",
        "“{name}” does not end what was begun in row {at}.",
    ),
    "begin_without": ("Phần “{name}” mở ra mà không đóng lại.", "“{name}” is begun and never ended."),
    "nested": (
        "Bảng nhiều dòng (begin_repeat) không chứa được nhóm hay bảng khác.",
        "Rows (begin_repeat) cannot hold a group or other rows.",
    ),
    "in_rows": (
        "Kiểu “{name}” không dùng được trong bảng nhiều dòng (begin_repeat).",
        "“{name}” is not possible within rows (begin_repeat).",
    ),
    "choice_name": ("Thiếu tên lựa chọn ở cột “name”.", "The name of the choice is missing in the column “name”."),
    "choice_twice": (
        "Lựa chọn “{name}” có hai lần trong danh sách “{list}”.",
        "The choice “{name}” is there twice in the list “{list}”.",
    ),
    "twice": (
        "Tên “{name}” đã dùng ở dòng {at}.",
        "The name “{name}” is used in row {at} already.",
    ),
    "no_form_id": (
        "Thiếu “form_id”: mã của biểu, chữ thường không dấu, ví dụ: thu_vien.",
        "“form_id” is missing: the register's key, small letters without marks, for example library.",
    ),
    "no_form_title": ("Thiếu “form_title”: tên của biểu.", "“form_title” is missing: what the register is called."),
    "no_period": (
        "Thiếu “lt_period”: biểu ghi theo event (sự kiện; cần một câu kiểu date bắt buộc), semester (học kỳ), "
        "school_year (năm học), half_year (6 tháng), year (năm) hay once (một lần)?",
        "“lt_period” is missing: is it kept per event (that needs a required date question), semester, school_year, "
        "half_year, year or once?",
    ),
    "large_text": (
        "Tệp định nghĩa lớn quá {size} KB.",
        "The definition file is larger than {size} KB.",
    ),
    "not_toml": (
        "Tệp định nghĩa (TOML) viết chưa đúng ở dòng này: “{text}”.",
        "The definition file (TOML) is not well written in this row: “{text}”.",
    ),
    "not_a_file": (
        "Không đọc được: cần một tệp Excel .xlsx (XLSForm), hoặc tệp định nghĩa TOML hay JSON.",
        "It cannot be read: what is wanted is an .xlsx file (XLSForm), or a definition in TOML or JSON.",
    ),
    # What was left out or filled in, so that nobody is surprised later.
    "one_language": (
        "Chỉ có nhãn {language}; nhãn này được dùng cho cả hai ngôn ngữ.",
        "There are labels in {language} alone; they are shown in both languages.",
    ),
    "left_out": (
        "Bỏ qua “{name}”: máy chủ tự biết điều này.",
        "“{name}” was left out: the server knows it by itself.",
    ),
    "ignored_column": ("Bỏ qua cột “{name}”.", "The column “{name}” was left out."),
    "ignored_sheet": ("Bỏ qua trang “{name}”.", "The sheet “{name}” was left out."),
    "filled_in": (
        "Không có “{name}” nên dùng: {value}.",
        "There is no “{name}”, so it is: {value}.",
    ),
}


def fault(reason: str, sheet: str | None = None, row: int | None = None, **named: object) -> Fault:
    """A fault or remark with the text of ``reason``, a key of ``REASONS``, and its place.

    ``row`` is the row's number from 1; ``named``: values for the text.
    """
    vi, en = (text.format(**named) for text in REASONS[reason])
    return Fault(vi, en, sheet, row)


LANGUAGES = {"vi": ("tiếng Việt", "Vietnamese"), "en": ("tiếng Anh", "English")}


def of_language(reason: str, language: str, sheet: str | None = None, row: int | None = None) -> Fault:
    """A fault or remark whose text names a language.

    ``reason`` is a key of ``REASONS``, ``language`` is ``vi`` or ``en``.
    """
    vi, en = REASONS[reason]
    named = LANGUAGES[language]
    return Fault(vi.format(language=named[0]), en.format(language=named[1]), sheet, row)
