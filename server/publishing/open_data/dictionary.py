"""What each column of the open data means, in both languages; where the data come from, and what may be done with
them."""

LICENCE = {
    "name": "Creative Commons Attribution 4.0 International",
    "id": "CC-BY-4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/",
}
SOURCE = {
    "vi": "Sở Giáo dục và Đào tạo tỉnh Điện Biên, Lan Tỏa: cộng từ các bản ghi của trường đã được duyệt",
    "en": "Department of Education and Training of Điện Biên, Lan Tỏa: added up from schools' approved records",
}
COLUMNS = {
    "area": {"vi": "Tỉnh, xã hoặc trường mà số liệu nói về", "en": "The province, commune or school that it is about"},
    "period": {"vi": "Mã của kỳ số liệu", "en": "The key of the period"},
    "starts": {"vi": "Ngày đầu của kỳ, năm-tháng-ngày", "en": "The period's first day, ISO 8601"},
    "ends": {"vi": "Ngày cuối của kỳ, năm-tháng-ngày", "en": "The period's last day, ISO 8601"},
    "frozen": {"vi": "Lúc chốt số liệu, giờ UTC", "en": "When the figures were frozen, UTC"},
    "register": {"vi": "Mã của biểu", "en": "The key of the register"},
    "register_vi": {"vi": "Tên biểu, tiếng Việt", "en": "The register's name in Vietnamese"},
    "register_en": {"vi": "Tên biểu, tiếng Anh", "en": "The register's name in English"},
    "reported": {"vi": "Số đơn vị đã báo cáo biểu này", "en": "How many units have reported the register"},
    "to_report": {"vi": "Số đơn vị phải báo cáo biểu này", "en": "How many units are to report it"},
    "measure": {"vi": "Mã của chỉ tiêu", "en": "The key of the measure"},
    "measure_vi": {"vi": "Tên chỉ tiêu, tiếng Việt", "en": "The measure's name in Vietnamese"},
    "measure_en": {"vi": "Tên chỉ tiêu, tiếng Anh", "en": "The measure's name in English"},
    "unit_vi": {"vi": "Đơn vị tính, tiếng Việt", "en": "Unit of measurement in Vietnamese"},
    "unit_en": {"vi": "Đơn vị tính, tiếng Anh", "en": "Unit of measurement in English"},
    "dimension": {
        "vi": "Chia theo: unit là đơn vị, unit_level là cấp học, month là tháng, còn lại là một câu hỏi; trống là tổng",
        "en": "Divided by: unit, unit_level, month, or a question; empty: the total",
    },
    "label_vi": {"vi": "Phần được chia ra, tiếng Việt", "en": "The part of that division, in Vietnamese"},
    "label_en": {"vi": "Phần được chia ra, tiếng Anh", "en": "The part of that division, in English"},
    "value": {
        "vi": "Số liệu; tỷ lệ viết từ 0 đến 1; trống nếu mẫu số bằng 0",
        "en": "The figure; shares from 0 to 1; empty if the denominator is 0",
    },
    "n": {"vi": "Tử số, nếu là tỷ lệ", "en": "The numerator, of a share"},
    "d": {"vi": "Mẫu số, nếu là tỷ lệ", "en": "The denominator, of a share"},
}
"""Column → what it means."""
