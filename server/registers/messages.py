"""What is wrong in a definition, in Vietnamese; ``sync/registers`` has the reasons in English only."""

import re

from server.registers.wanted import WANTED

TYPES = r"[a-z_, ]+(?: or [a-z_]+)*"

REASONS: tuple[tuple[str, str], ...] = (
    (r"unknown key", "không có mục này"),
    (r"missing; it is (?P<wanted>.+)", "còn thiếu: {wanted}"),
    (r"must be \['(.+)'\], whose rows are counted one by one", "phải là “{0}”, đếm theo từng dòng"),
    (r"must be (?P<wanted>.+)", "phải là {wanted}"),
    (r"stands there ([0-9]+) times", "có {0} lần"),
    (r"the fields of rows are flat", "cột trong bảng nhiều dòng không chứa bảng khác"),
    (r"not TOML: (.+)", "không phải tệp TOML đúng dạng: {0}"),
    (
        r"'(.+)' must be required and always shown, as every record needs its period",
        "câu “{0}” phải bắt buộc và luôn hiện, vì bản ghi nào cũng cần biết thuộc kỳ nào",
    ),
    (r"a record with natural_key carries its period", "biểu mỗi đơn vị một bản thì bản ghi tự mang kỳ"),
    (r"an event is no period that a unit has one record of", "không thể mỗi đơn vị một bản theo từng sự kiện"),
    (r"this name has a meaning of its own", "tên này đã có nghĩa riêng"),
    (r"each row has an id without asking", "mỗi dòng đã tự có mã"),
    (
        rf"a column of rows is plain: one of ({TYPES}), with no source of its own",
        "cột trong bảng nhiều dòng chỉ có kiểu {0}, không lấy từ nơi khác",
    ),
    (r"(\w+) has none", "kiểu “{0}” không có mục này"),
    (r"needs either choices or choices_from", "cần danh sách lựa chọn, hoặc choices_from"),
    (r"missing; rows need columns", "bảng nhiều dòng cần có cột"),
    (r"missing; (\w+) needs it", "còn thiếu: “{0}” cần mục này"),
    (r"missing; all needs the fields", "còn thiếu: “all” cần danh sách câu hỏi"),
    (r"'(.+)' is never (.+)", "câu “{0}” không bao giờ có giá trị {1}"),
    (r"a note is only shown; nobody answers it", "câu ghi chú chỉ để đọc, không ai trả lời"),
    (r"a field has either when or show_when", "chỉ dùng một trong hai: when hoặc show_when"),
    (r"'(.+)' has no choices to be selected", "câu “{0}” không có lựa chọn nào"),
    (r"compares (.+) with (.+)", "không so sánh được hai loại khác nhau: {0} và {1}"),
    (
        r"only numbers, days and times are less or more than others",
        "chỉ số, ngày và giờ mới so sánh được lớn hơn, nhỏ hơn",
    ),
    (r"two lists cannot be compared", "không so sánh được hai câu chọn nhiều"),
    (r"it hangs on (\d+) others; no more than (\d+) are followed", "câu này dựa vào {0} câu khác, nhiều hơn {1}"),
    (r"goes round in a circle: (.+)", "các câu dựa vào nhau thành vòng: {0}"),
    (r"there are no choices of its own to be offered", "câu này không có lựa chọn riêng để lọc"),
    (
        r"says how many rows there are, and needs no required",
        "đã nói có bao nhiêu dòng nên không cần bắt buộc",
    ),
    (r"no choice has a column '([^']+)'", "không lựa chọn nào có cột “{0}”"),
    (r"nobody types in what it would check", "không ai ghi vào câu này nên không có gì để kiểm tra"),
    (rf"is one of ({TYPES})", "câu do máy tính chỉ có kiểu {0}"),
    (
        r"nobody answers it, so it is neither required, copied nor filled in",
        "câu do máy tính thì không bắt buộc, không lấy từ nơi khác, không điền sẵn",
    ),
    (
        r"what is (?:kept|asked) does not change from day to day; it cannot ask for today",
        "điều đã lưu không đổi theo ngày, nên không dùng today ở đây",
    ),
    (
        r"'(.+)' has several answers in each row, and rows are not counted by them",
        "mỗi dòng chọn được nhiều “{0}”, nên không đếm dòng theo cột này được",
    ),
    (r"comes to (.+), not (.+)", "biểu thức cho ra {0}, cần {1}"),
    (r"comes to (.+)", "biểu thức cho ra hai loại khác nhau: {0}"),
    (r"round has 0 to 6 places", "round chỉ làm tròn đến 0–6 chữ số"),
    (r"has (.+) where (.+) is wanted", "có {0} ở chỗ cần {1}"),
    (r"'(.+)' is a column, of which there is one in each row", "“{0}” là một cột, mỗi dòng một giá trị"),
    (r"'(.+)' is computed otherwise", "câu “{0}” do máy tính theo cách khác"),
    (r"'(.+)' has several answers", "câu “{0}” có nhiều câu trả lời"),
    (r"'(.+)' is no column", "“{0}” không phải một cột"),
    (r"'(.+)' is a column", "“{0}” là một cột"),
    (r"is no answer to it \((\w+)\)", "không phải câu trả lời hợp lệ ({0})"),
    (r"there is no field '(.+)'", "không có câu hỏi “{0}”"),
    (r"'(.+)' has no column '(.+)'", "“{0}” không có cột “{1}”"),
    (rf"'(.+)' is (\w+), not ({TYPES})", "“{0}” có kiểu {1}, cần {2}"),
    (
        r"count goes record by record; rows counts the rows of a field",
        "count đếm từng bản ghi; muốn đếm dòng thì dùng rows",
    ),
    (r"goes through the rows of one field", "chỉ tính được theo dòng của một bảng"),
    (r"a sum over rows adds up columns alone", "cộng theo dòng thì chỉ cộng các cột"),
    (r"(\w+) is worked out from other measures; give it to those", "“{0}” tính từ chỉ số khác; đặt điều kiện ở đó"),
    (
        r"(\w+) is worked out from other measures; give the pair to those",
        "“{0}” tính từ chỉ số khác; đặt cặp câu hỏi ở đó",
    ),
    (
        r"'(.+)' stands in a pair alone; name it by itself, too",
        "câu “{0}” mới chỉ có trong cặp; cần ghi riêng cả câu này",
    ),
    (
        r"a pair is of choices and yes or no; '(.+)' is (\w+)",
        "cặp chỉ gồm câu chọn hoặc câu có/không; “{0}” có kiểu {1}",
    ),
    (
        r"'(.+)' and '(.+)' have (\d+) pairs of values; no more than (\d+) are kept",
        "“{0}” và “{1}” có {2} cặp giá trị, tối đa {3}",
    ),
    (
        r"have (\d+) pairs of fields together; no more than (\d+) are kept",
        "có tất cả {0} cặp câu hỏi, tối đa {1}",
    ),
    (r"there is no measure '(.+)'", "không có chỉ số “{0}”"),
    (r"'(.+)' is not kept by (.+)", "chỉ số “{0}” không chia theo {1}"),
    (r"'(.+)' concerns other units", "chỉ số “{0}” áp dụng cho đơn vị khác"),
    (
        r"what another register counts is told by unit and level alone",
        "số liệu của biểu khác chỉ chia theo đơn vị và cấp học",
    ),
    (r"'(.+)' is computed", "câu “{0}” do máy tính ra"),
    (r"only a computed rating has it", "chỉ mức xếp loại do máy tính mới có mục này"),
    (r"there is no section '(.+)'", "không có phần “{0}”"),
    (r"points begin at 0", "điểm tính từ 0"),
    (r"stands in no section with points", "không nằm trong phần có điểm"),
    (r"'(.+)' is no column of numbers from 0", "“{0}” không phải cột số tính từ 0"),
    (r"(\w+) is a (\w+)", "“{0}” phải có kiểu {1}"),
    (
        r"nobody answers it, so it is neither required, conditional, copied nor offered",
        "mục này do máy tính nên không bắt buộc, không có điều kiện, không lấy từ nơi khác",
    ),
    (r"each needs the least total that reaches it", "mỗi mức cần tổng điểm tối thiểu"),
    (r"the sections' points come to (.+), not (.+)", "tổng điểm các phần là {0}, phải là {1}"),
    (r"'(.+)' is no required choice from the cluster", "“{0}” không phải câu bắt buộc chọn trường trong cụm"),
    (
        r"'(.+)' must refer to records of this register, across units",
        "“{0}” phải trỏ tới bản ghi của chính biểu này, ở mọi đơn vị",
    ),
    (r"'(.+)' has no choice '(.+)'", "“{0}” không có lựa chọn “{1}”"),
    (
        r"'(.+)' is no measure that adds up fields of all records",
        "“{0}” không phải chỉ tiêu cộng số của mọi bản ghi",
    ),
    (r"needs a computed total", "cần một tổng điểm do máy tính"),
    (r"was (.+), and may not change", "đang là {0} và không được đổi"),
    (r"after (\d+) comes (\d+), not (\d+)", "sau phiên bản {0} là {1}, không phải {2}"),
    (r"those with points may not change", "các phần có điểm không được đổi"),
    (r"its points may not change their section", "điểm không được chuyển sang phần khác"),
    (
        r"is gone; a field may be retired, not removed or renamed",
        "đã mất; câu hỏi có thể thôi dùng (lt_retired), không được bỏ hay đổi tên",
    ),
    (r"is gone; a choice may be retired, not removed", "đã mất; lựa chọn có thể thôi dùng (lt_retired), không được bỏ"),
    (r"is gone; its figures would be lost", "đã mất; số liệu của chỉ số này sẽ mất theo"),
    (
        r"may not change; give what is counted differently a key of its own",
        "không được đổi; cách tính khác thì đặt một chỉ số mới",
    ),
    (r"may not change", "không được đổi"),
    (r"what was left out before would be missing now", "trước đây được bỏ trống nên nay không thể bắt buộc"),
    (r"is narrower than (.+)", "hẹp hơn trước: {0}"),
    (r"what was referred to before would be out of reach", "bản ghi đã chọn trước đây sẽ không với tới được"),
    (r"are fewer than (\d+)", "ít hơn trước: {0}"),
    (r"a total may not be rated otherwise", "không được đổi mức xếp loại của một tổng điểm"),
    (r"may only grow", "chỉ được thêm"),
    (r"may be dropped, not changed or added", "chỉ được bỏ, không được đổi hay thêm"),
    (
        r"only a new field may join; old records would count differently",
        "chỉ thêm được câu hỏi mới; nếu không, bản ghi cũ sẽ tính khác",
    ),
    (
        r"only a new choice may join; old records would count differently",
        "chỉ thêm được lựa chọn mới; nếu không, bản ghi cũ sẽ tính khác",
    ),
    (r"there is no register '(.+)'", "không có biểu “{0}”"),
    (r"'(.+)' is not kept once per unit and (\w+)", "biểu “{0}” không phải mỗi đơn vị một bản theo {1}"),
    (r"'(.+)' has other sections", "biểu “{0}” có các phần khác"),
    (r"'(.+)' keeps no number '(.+)' once per unit", "biểu “{0}” không có số “{1}” mà mỗi đơn vị ghi một lần"),
    (r"'(.+)' keeps no measure '(.+)'", "biểu “{0}” không có chỉ số “{1}”"),
    (r"'(.+)' has no field '(.+)'", "biểu “{0}” không có câu hỏi “{1}”"),
    (r"'(.+)' is (\w+), this is (\w+)", "“{0}” có kiểu {1}, câu này có kiểu {2}"),
    (r"lacks the choices (.+)", "thiếu các lựa chọn {0}"),
    (r"describes (.+)", "mô tả {0}"),
    (r"(\S+) is there twice", "{0} có hai lần"),
    (r"there is no text (\S+)", "biểu không có lời “{0}”"),
    (r"Vietnamese and English stand with each text", "tiếng Việt và tiếng Anh ghi ngay ở từng lời"),
    (r"is the same language as '(.+)'", "cùng một ngôn ngữ với “{0}”"),
    (
        r"a name may neither begin with a colon nor hold two in a row",
        "tên ngôn ngữ không bắt đầu bằng dấu hai chấm và không có hai dấu hai chấm liền nhau",
    ),
    (r"take (\d+) KB; no more than (\d+) KB are kept", "nặng {0} KB, nhiều hơn {1} KB"),
    (r"version (\d+) is missing", "thiếu phiên bản {0}"),
    (
        r"are (\d+); no more than (\d+) fit on a phone",
        "có {0}, nhiều hơn {1}: máy nào cũng giữ mọi biểu nên không thể nhiều hơn",
    ),
    (
        r"the register takes (\d+) KB; no more than (\d+) KB fit on a phone",
        "biểu nặng {0} KB, nhiều hơn {1} KB: máy nào cũng giữ mọi biểu, thầy/cô chia thành nhiều biểu nhỏ",
    ),
)
PATTERNS = tuple((re.compile(pattern), text) for pattern, text in REASONS)


def vietnamese(reason: str) -> str:
    """A reason of ``sync/registers`` in Vietnamese; the English text itself if there is no translation.

    ``reason`` is without the place that the sentence begins with.
    """
    for pattern, text in PATTERNS:
        if found := pattern.fullmatch(reason):
            named = found.groupdict()
            if "wanted" in named:
                return text.format(wanted=_wanted(named["wanted"]))
            return text.format(*found.groups())
    return reason


def _wanted(english: str) -> str:
    if english in WANTED:
        return WANTED[english]
    english = re.sub(r"^one of ", "một trong: ", english)
    english = re.sub(r"^a list of ", "một hay nhiều trong: ", english)
    return re.sub(r"^\[lowest, highest\] within ", "[thấp nhất, cao nhất] trong khoảng ", english)
