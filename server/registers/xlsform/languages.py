"""What there is to say of the languages of a form's texts, in both languages."""

OF_LANGUAGES = {
    "twice_language": (
        "Cột “{other}” và “{name}” cùng một ngôn ngữ; mỗi ngôn ngữ chỉ có một cột.",
        "The columns “{other}” and “{name}” are of one language, and there is one column for each.",
    ),
    "label": (
        "Thiếu nhãn {language}; nhãn của ngôn ngữ khác hiện thay.",
        "The label in {language} is missing; that of another language is shown.",
    ),
    "foreign_language": (
        "Chỉ có nhãn “{name}”; nhãn này được dùng cho cả hai ngôn ngữ.",
        "There is “{name}” alone; it is shown in both languages.",
    ),
    "language_kept": (
        "Giữ lời bằng “{name}”, có lại khi tải về; ở đây hiện tiếng Việt và tiếng Anh.",
        "Texts in “{name}” are kept and are in the download again; Vietnamese and English are shown here.",
    ),
    "same_language": (
        "Cột “{name}” và “{other}” cùng một ngôn ngữ: dòng nào có cả hai thì dùng “{other}”.",
        "The columns “{name}” and “{other}” are of one language: where both are filled in, “{other}” is used.",
    ),
    "default_language": (
        "Mỗi người xem ngôn ngữ của mình ở đây, nên không dùng ngôn ngữ đầu tiên “{name}” (default_language).",
        "Everybody sees their own language here, so “{name}” is not the first one (default_language).",
    ),
    "one_language": (
        "Chỉ có nhãn {language}; nhãn này được dùng cho cả hai ngôn ngữ.",
        "There are labels in {language} alone; they are shown in both languages.",
    ),
    "unnamed_language": (
        "Nhãn không ghi ngôn ngữ nên được dùng cho cả tiếng Việt và tiếng Anh.",
        "There are labels in one language alone, which is not named; they are shown in both languages.",
    ),
}
