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
    "date": "date",
    "geopoint": "place",
    "image": "photos",
}
"""XLSForm's simple types → the types of a register's fields."""
ALIKE = {"int": "integer", "string": "text", "location": "geopoint", "photo": "image", "photos": "image"}
ONE, SEVERAL = ("select_one", "select1"), ("select_multiple", "select")
BEGIN = {"begin_group": "group", "begin group": "group", "begin_repeat": "repeat", "begin repeat": "repeat"}
END = {"end_group": "group", "end group": "group", "end_repeat": "repeat", "end repeat": "repeat"}
KNOWN_TO_THE_SERVER = {
    *("start", "end", "today", "deviceid", "device_id", "subscriberid", "simserial", "phonenumber"),
    *("username", "email", "audit", "start-geopoint"),
}
"""What a phone would record by itself in XLSForm; the server knows it anyway, so it is left out with a remark."""
ELSEWHERE = {
    *("audio", "video", "file", "barcode", "time", "datetime", "geotrace", "geoshape", "rank", "range", "hidden"),
    *("select_one_from_file", "select_multiple_from_file", "select_one_external", "acknowledge", "trigger"),
    *("background-audio", "csv-external", "xml-external", "osm"),
}
"""Types of XLSForm that registers do not have."""

YESNO = "lt_yesno"  # the list of choices that stands for yes and no
YES, NO = "true", "false"

NATIVE = {"name", "type", "label", "help", "required", "range", "length", "choices", "show_when", "fields"}
"""Members of a field that XLSForm has a column for; every other member has a column that begins with ``lt_``."""
SAYS_NOTHING = ("constraint_message", "required_message", "guidance_hint", "media", "body", "bind", "instance")
"""Columns that are ignored without a remark, as they do not change what is recorded."""
REFUSED_COLUMNS = {
    *("calculation", "choice_filter", "default", "repeat_count", "trigger", "read_only", "readonly", "parameters"),
    *("save_to", "entity", "relevance_count"),
}
COLUMNS = ("type", "name", "label", "hint", "required", "relevant", "constraint", "calculation", "appearance")
ALIKE_COLUMNS = {
    "list name": "list_name",
    "value": "name",
    "caption": "label",
    "image": "media",
    "relevance": "relevant",
}
OPEN_SETTINGS = ("form_title", "form_id", "version", "instance_name", "default_language")

SHEETS: dict[str, dict[str, Member]] = {"sections": SECTION, "rules": RULE, "measures": MEASURE, "charts": CHART}
"""Arrays of a definition that have a sheet of their own → the members that their tables may have."""
OF_FIELD = {name: member for name, member in FIELD.items() if name not in NATIVE}
OF_CHOICE = {name: member for name, member in CHOICE.items() if name not in ("value", "label")}
OF_GROUP = {name: member for name, member in SECTION.items() if name not in ("key", "title")}
OF_REGISTER = {
    name: member
    for name, member in REGISTER.items()
    if name not in ("key", "version", "title", "list", "fields", *SHEETS)
}
