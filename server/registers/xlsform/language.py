"""The names of XLSForm's sheets, columns and types, and what they become in a register."""

from sync.registers.language import CHART, CHOICE, FIELD, MEASURE, REGISTER, RULE, SECTION
from sync.registers.tables import Member

VI, EN = "Tiếng Việt (vi)", "English (en)"
SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
OWN = "lt_"

PLAIN = {
    "text": "text",
    "integer": "integer",
    "decimal": "decimal",
    **{kind: kind for kind in ("date", "time", "datetime", "barcode")},
    "geopoint": "place",
    "image": "photos",
}
"""XLSForm's simple types → the types of a register's fields."""
KNOWN_TO_THE_SERVER = {
    *("start", "end", "today", "deviceid", "device_id", "subscriberid", "simserial", "phonenumber"),
    *("username", "email", "audit", "start-geopoint"),
}
"""What a phone would record by itself in XLSForm; the server knows it anyway, so it is left out with a remark."""
AS_ANOTHER = {
    "range": "decimal",
    "acknowledge": "yesno",
    **{f"number_of_days_in_last_{time}": "integer" for time in ("month", "six_months", "year")},
    "rank": "choices",
    "select_one_external": "text",
}
"""Types of XLSForm that registers do not have → the type that is asked in their place, with a remark."""
LEFT_OUT = {
    *("audio", "video", "file", "geotrace", "geoshape", "hidden", "background-audio", "background-geopoint"),
    *("csv-external", "xml-external", "osm"),
}
"""Types of XLSForm that nothing here stands for: such a question is left out with a remark."""

YESNO = "lt_yesno"  # the list of choices that stands for yes and no
YES, NO = "true", "false"

NATIVE = {
    *("name", "type", "label", "help", "required", "range", "length", "choices", "show_when", "when", "fields"),
    *(
        "exported_as",
        "constraint_message",
        "required_message",
        "check",
        "compute",
        "default",
        "live_label",
        "choice_filter",
        "repeat_count",
    ),
}
"""Members of a field that XLSForm has a column for; every other member has a column that begins with ``lt_``."""
TRANSLATED = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
"""Columns that there may be one of for each language."""
NOT_KEPT = {
    *("calculation", "choice_filter", "repeat_count", "trigger", "read_only", "parameters"),
    *("save_to", "entity", "autoplay", "accuracythreshold"),
}
"""Columns whose cells mean something that registers cannot say: each is a remark with the rows that have one."""
ANSWERED = ("required", "constraint", "constraint_message", "required_message", "default")
"""Columns that say something of an answer: a note or a calculation has none that a person gives."""
MEANS_NOTHING = {
    "read_only": ("no", "false", "false()", "0"),
    "required": ("no", "false", "false()", "0"),
    "choice_filter": ("true()",),
}
"""Column → the cells of it that say what is so anyway."""
COLUMNS = (
    *("type", "name", "label", "hint", "guidance_hint", "required", "relevant", "constraint", "appearance"),
    *("constraint_message", "required_message", "default", "disabled"),
)
ALIKE_COLUMNS = {
    "list_name": "list_name",
    "value": "name",
    "caption": "label",
    "relevance": "relevant",
    "readonly": "read_only",
    "guidance": "guidance_hint",
    "count": "repeat_count",
    "repeat_count": "repeat_count",
    "calculate": "calculation",
    "image": "media::image",
    "big-image": "media::big-image",
    "audio": "media::audio",
    "video": "media::video",
    "command": "type",
    "constraining_message": "constraint_message",
    "requiredmsg": "required_message",
    "set_form_title": "form_title",
    "set_form_id": "form_id",
    "tag": "name",
}
OPEN_SETTINGS = ("form_title", "form_id", "version", "instance_name", "default_language", "id_string")

SHEETS: dict[str, dict[str, Member]] = {"sections": SECTION, "rules": RULE, "measures": MEASURE, "charts": CHART}
"""Arrays of a definition that have a sheet of their own → the members that their tables may have."""
OF_FIELD = {name: member for name, member in FIELD.items() if name not in NATIVE}
OF_CHOICE = {
    name: member for name, member in CHOICE.items() if name not in ("value", "label", "exported_as", "columns")
}
OF_GROUP = {name: member for name, member in SECTION.items() if name not in ("key", "title")}
OF_REGISTER = {
    name: member
    for name, member in REGISTER.items()
    if name not in ("key", "version", "form_version", "title", "list", "fields", "translations", *SHEETS)
}
