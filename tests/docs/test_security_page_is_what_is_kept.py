"""docs/security.md walks through all of ASVS 5.0, and names every table that holds something of a person, with the time
after which it is deleted."""

import server.models
from server.auth import known_phones, sessions
from server.exports import steps
from server.figures.explore import fields_count
from server.imports import preview
from server.imports.records import uploads
from server.jobs import chores, notice_chores
from server.org import one_time_codes
from server.platform.config import ROOT
from server.platform.database import db
from tests.docs.tables import code, page, table

PAGE = page("docs/security.md")
CHAPTERS = (
    "Encoding and Sanitization",
    "Validation and Business Logic",
    "Web Frontend Security",
    "API and Web Service",
    "File Handling",
    "Authentication",
    "Session Management",
    "Authorization",
    "Self-contained Tokens",
    "OAuth and OIDC",
    "Cryptography",
    "Secure Communication",
    "Configuration",
    "Data Protection",
    "Secure Coding and Architecture",
    "Security Logging and Error Handling",
    "WebRTC",
)
KEPT = {
    table_name: (what, how_long)
    for names, what, _, how_long in table(PAGE, "What is kept, why and how long", "table", "what of people")
    for table_name in code(names)
}
DAYS = {
    "session": sessions.LIFETIME,
    "known_phone": known_phones.KEPT,
    "sign_in_failure": chores.FAILURES_KEPT,
    "done_act": chores.ACTS_KEPT,
    "export_job": steps.KEPT,
    "fields_count": fields_count.KEPT,
    "notice_mark": notice_chores.MARKS_KEPT,
    "import": preview.KEPT_FOR,
    "record_import": uploads.KEPT_FOR,
}
NAMES_SOMEBODY = {"username", "address", "author", "by", "person"}


def of_people():
    """The tables with a column that leads to a person or names one."""
    assert server.models
    for one in db.metadata.sorted_tables:
        leads = {key.target_fullname for column in one.columns for key in column.foreign_keys}
        if "person.id" in leads or NAMES_SOMEBODY & set(one.columns.keys()):
            yield one.name


def test_every_chapter_is_walked_through_in_order():
    rows = table(PAGE, "OWASP ASVS 5.0, level 2", "chapter", "state", "how it stands")
    assert [row[0] for row in rows] == [f"V{number} {name}" for number, name in enumerate(CHAPTERS, 1)]
    assert {row[1] for row in rows} <= {"yes", "partly", "no", "not needed"}
    assert all(len(row[2]) > 10 for row in rows)


def test_every_table_that_holds_something_of_a_person_is_named():
    assert sorted(set(of_people()) - KEPT.keys()) == []
    assert sorted(KEPT.keys() - set(db.metadata.tables)) == []


def test_times_are_those_after_which_it_is_deleted():
    assert {name: after.days for name, after in DAYS.items() if f"{after.days} days" not in KEPT[name][1]} == {}
    assert f"{one_time_codes.VALID.total_seconds() / 3600:.0f} hours" in KEPT["code"][1]


def test_who_finds_a_weakness_is_told_where_to_report_it():
    text = (ROOT / "SECURITY.md").read_text()
    assert "/.well-known/security.txt" in text
    assert "LANTOA_SECURITY_CONTACT" in text
