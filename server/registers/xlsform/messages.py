"""The texts for why something in a workbook was refused or left out, in both languages."""

from server.platform.workbook_faults import Fault
from server.registers.xlsform.changes import CHANGES
from server.registers.xlsform.guesses import GUESSES
from server.registers.xlsform.languages import OF_LANGUAGES

REASONS = {
    "no_sheet": (
        "Tệp không có trang “{name}”. Một biểu mẫu XLSForm có các trang survey, choices và settings.",
        "There is no sheet “{name}”. An XLSForm workbook has the sheets survey, choices and settings.",
    ),
    "no_column": ("Trang này thiếu cột “{name}”.", "This sheet lacks the column “{name}”."),
    "twice_column": ("Cột “{name}” có hai lần.", "The column “{name}” is there twice."),
    "none_kept": (
        "Không câu hỏi nào của trang này giữ được ở đây; lý do ghi ở từng dòng.",
        "None of the questions on this sheet can be kept here; each row says why.",
    ),
    "no_questions": ("Trang này không có câu hỏi nào.", "There is no question on this sheet."),
    "unknown_own": (
        "Không có cột hay thiết lập nào tên “{name}”.",
        "There is no column or setting called “{name}”.",
    ),
    "no_type": ("Thiếu kiểu ở cột “type”.", "The column “type” is empty here."),
    "no_name": ("Thiếu tên ở cột “name”.", "The column “name” is empty here."),
    "type": ("Kiểu “{name}” không có trong XLSForm.", "There is no type “{name}” in XLSForm."),
    "not_read": (
        "Không đọc được biểu thức ở cột {name}: “{value}”. Thầy/cô xem lại dấu ngoặc, dấu nháy.",
        "The expression in the column {name} cannot be read: “{value}”. Look at its brackets and quotes.",
    ),
    "no_question": ("Không có câu hỏi nào tên “{name}”.", "There is no question called “{name}”."),
    "circle": (
        "Các câu tính dựa vào nhau thành vòng: {name}.",
        "What is calculated goes round in a circle: {name}.",
    ),
    "never_true": (
        "Không câu trả lời nào hợp ràng buộc “{value}”.",
        "No answer fits the constraint “{value}”.",
    ),
    "no_list": ("Trang choices không có danh sách “{name}”.", "The sheet choices has no list “{name}”."),
    "no_list_name": ("Thiếu tên danh sách sau “{name}”.", "The name of a list is missing after “{name}”."),
    "end_without": ("Có “{name}” mà không có phần mở đầu.", "There is “{name}” with nothing that it ends."),
    "end_crossed": (
        "“{name}” đóng nhầm phần mở ở dòng {at}.",
        "“{name}” does not end what was begun in row {at}.",
    ),
    "begin_without": ("Phần “{name}” mở ra mà không đóng lại.", "“{name}” is begun and never ended."),
    "choice_name": ("Thiếu tên lựa chọn ở cột “name”.", "The name of the choice is missing in the column “name”."),
    "choice_twice": (
        "Lựa chọn “{name}” có hai lần trong danh sách “{list}”.",
        "The choice “{name}” is there twice in the list “{list}”.",
    ),
    "twice": (
        "Tên “{name}” đã dùng ở dòng {at}.",
        "The name “{name}” is used in row {at} already.",
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
    # What was left out, changed or filled in, so that nobody is surprised later.
    "relevant": (
        "Chưa giữ được điều kiện “{value}”: câu này luôn hiện và không bắt buộc.",
        "The condition “{value}” is not kept: this question is always asked, and not required.",
    ),
    "own_day": (
        "Hôm nay (today) ở đây là ngày của bản ghi, câu “{name}”: điều đã lưu không đổi theo ngày.",
        "Today is the record's own day here, “{name}”: what is kept does not change from day to day.",
    ),
    "constraint": (
        "Chưa giữ được ràng buộc “{value}”: câu trả lời không bị kiểm tra theo đó.",
        "The constraint “{value}” is not kept: answers are not checked by it.",
    ),
    "required": (
        "Chưa giữ được “{value}” ở cột required: câu này không bắt buộc.",
        "“{value}” in the column required is not kept: this question is not required.",
    ),
    "calculate": (
        "Chưa giữ được câu tính toán “{name}”.",
        "The calculated question “{name}” is not kept.",
    ),
    "not_kept": (
        "Chưa giữ được nội dung cột “{name}” của câu này.",
        "What the column “{name}” says of this question is not kept.",
    ),
    "substitution": (
        "Lời ở “{name}” nhắc câu trả lời khác: tên câu hỏi đó hiện thay cho câu trả lời.",
        "A text of “{name}” names another answer: that question's label stands in its place.",
    ),
    "nested": (
        "Chưa giữ được bảng “{name}” nằm trong một bảng khác, với các câu trong đó.",
        "The repeat “{name}” within another one is not kept, with its questions.",
    ),
    "in_rows": (
        "Chưa giữ được câu kiểu “{name}” trong bảng nhiều dòng (begin_repeat).",
        "A question of the type “{name}” within a repeat is not kept.",
    ),
    "as_another": (
        "Kiểu “{name}” chưa có ở đây: câu này được hỏi như kiểu {to}.",
        "There is no type “{name}” here yet: this question is asked as {to}.",
    ),
    "as_published": (
        "Câu này đã công bố là câu chữ nên vẫn hỏi bằng chữ, không theo kiểu “{name}”.",
        "This question was published as a text and stays one; it does not become “{name}”.",
    ),
    "large_files": (
        "Các tệp đi kèm nhiều hơn {most} hoặc nặng hơn {size} MB.",
        "The files beside the form are more than {most}, or larger than {size} MB together.",
    ),
    "no_choices": ("Tệp này không có lựa chọn nào.", "There is no choice in this file."),
    "file_kind": (
        "Danh sách lựa chọn trong tệp “{name}” không đọc được ở đây, chỉ đọc tệp .csv: câu này được hỏi bằng chữ.",
        "Choices are read from .csv files here, not from “{name}”: this question is asked as a text.",
    ),
    "file_without": (
        "Không có tệp “{name}” nên câu này được hỏi bằng chữ.",
        "The file “{name}” is not there, so this question is asked as a text.",
    ),
    "file_unused": (
        "Không câu hỏi nào dùng tệp “{name}”.",
        "No question uses the file “{name}”.",
    ),
    "question_left_out": (
        "Chưa giữ được câu kiểu “{name}”.",
        "A question of the type “{name}” is not kept.",
    ),
    "disabled": (
        "Dòng này ghi là tắt (disabled) nên được bỏ qua.",
        "This row was left out, as it is disabled.",
    ),
    "row_left_out": (
        "Bỏ qua dòng không có kiểu và tên.",
        "A row without type and name was left out.",
    ),
    "empty_repeat": (
        "Chưa giữ được bảng “{name}”: không câu nào trong đó giữ được.",
        "The repeat “{name}” is not kept: none of its questions is.",
    ),
    "no_list_of": (
        "Bỏ qua dòng này: thiếu tên danh sách ở cột “list_name”.",
        "This row was left out: the column “list_name” is empty.",
    ),
    "unused_list": (
        "Không câu hỏi nào dùng danh sách “{name}”.",
        "No question uses the list “{name}”.",
    ),
    "appearance": (
        "Cách trình bày ở cột “appearance” không dùng ở đây.",
        "What the column “appearance” says of the layout is not used here.",
    ),
    "renamed": (
        "Tên “{name}” được đổi thành “{to}” ở đây; khi tải về vẫn là “{name}”.",
        "“{name}” is called “{to}” here; it is “{name}” again when it is downloaded.",
    ),
    "shortened": (
        "Tên dài hơn 100 ký tự nên đổi thành “{to}”, cả khi tải về: “{name}”.",
        "This name is longer than 100 characters, so it is “{to}”, in the download too: “{name}”.",
    ),
    "markup": (
        "Không giữ cách trình bày chữ (đậm, màu, cỡ chữ…) trong lời của dòng này; chữ thì giữ nguyên.",
        "How texts of this row look (bold, colours, sizes) is not kept; what they say is.",
    ),
    "no_label": (
        "Không có nhãn; “{name}” hiện thay cho nhãn.",
        "There is no label; “{name}” is shown in its place.",
    ),
    "day_required": (
        "Câu ngày “{name}” trở thành bắt buộc, vì bản ghi nào cũng cần biết thuộc kỳ nào.",
        "The day “{name}” is required now, as every record needs its period.",
    ),
    "left_out": (
        "Bỏ qua “{name}”: máy chủ tự biết điều này.",
        "“{name}” was left out: the server knows it by itself.",
    ),
    "column_of_list": (
        "Bỏ qua cột “{name}” của danh sách “{list}”: không câu hỏi nào lọc danh sách này theo cột đó.",
        "The column “{name}” of the list “{list}” was left out: no question filters that list by it.",
    ),
    "ignored_column": ("Bỏ qua cột “{name}”.", "The column “{name}” was left out."),
    "ignored_sheet": ("Bỏ qua trang “{name}”.", "The sheet “{name}” was left out."),
    **GUESSES,
    **OF_LANGUAGES,
    **CHANGES,
}


LONGEST = 160  # characters of a cell that a text repeats


def fault(reason: str, sheet: str | None = None, row: int | None = None, **named: object) -> Fault:
    """A fault or remark with the text of ``reason``, a key of ``REASONS``, and its place.

    ``row`` is the row's number from 1; ``named``: values for the text.
    """
    shown = {name: _cut(value) for name, value in named.items()}
    vi, en = (text.format(**shown) for text in REASONS[reason])
    return Fault(vi, en, sheet, row)


def _cut(value: object) -> object:
    return f"{value[:LONGEST]}…" if isinstance(value, str) and len(value) > LONGEST else value


LANGUAGES = {"vi": ("tiếng Việt", "Vietnamese"), "en": ("tiếng Anh", "English")}


def of_language(reason: str, language: str, sheet: str | None = None, row: int | None = None) -> Fault:
    """A fault or remark whose text names a language.

    ``reason`` is a key of ``REASONS``, ``language`` is ``vi`` or ``en``.
    """
    vi, en = REASONS[reason]
    named = LANGUAGES[language]
    return Fault(vi.format(language=named[0]), en.format(language=named[1]), sheet, row)
