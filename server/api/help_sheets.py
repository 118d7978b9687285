"""A sheet of help for each role, one printed page, open to everybody; whoever is signed in reads whom to call, too."""

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template

from server.api.in_this_browser import somebody_is_signed_in
from server.org.help_contact import help_contact
from server.platform.database import read
from server.platform.security_headers import SHUT, TRUSTED
from sync.protocol.problems import Problem

blueprint = Blueprint(
    "help_sheets",
    __name__,
    url_prefix="/huong-dan",
    template_folder="templates",
    static_folder="static/sheets",
    static_url_path="/hinh",
)

POLICY = f"{SHUT}; {TRUSTED}; trusted-types 'none'; style-src 'self'; img-src 'self'"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a screen, as ``python -m bench.pages.sheets`` takes it: its file, and what it shows."""

    file: str
    shows: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is said of a sheet outside its own text; ``whom``: those it is for. Its pictures are all of one width."""

    whom: str
    wide: bool
    pictures: tuple[Picture, Picture]


SHEETS = {
    "teacher": Sheet(
        "giáo viên",
        False,
        (Picture("teacher-home.webp", "Trang đầu trên điện thoại"), Picture("teacher-form.webp", "Ghi một hoạt động")),
    ),
    "leader": Sheet(
        "hiệu trưởng",
        False,
        (
            Picture("leader-home.webp", "Trang đầu của hiệu trưởng"),
            Picture("leader-verify.webp", "Chọn bản ghi để xác nhận"),
        ),
    ),
    "commune": Sheet(
        "cán bộ xã, phường",
        True,
        (Picture("commune-overview.webp", "Trang Tổng quan"), Picture("commune-missing.webp", "Trang Chưa nộp")),
    ),
    "department": Sheet(
        "chuyên viên Sở",
        True,
        (
            Picture("department-overview.webp", "Trang Tổng quan"),
            Picture("department-record.webp", "Một bản ghi đang được duyệt"),
        ),
    ),
    "admin": Sheet(
        "quản trị viên",
        True,
        (Picture("admin-people.webp", "Trang Con người"), Picture("admin-import.webp", "Trang Nhập từ Excel")),
    ),
}
"""A role → its sheet, whose text is the template of that name in the folder ``sheets``."""


@blueprint.get("/<role>")
def sheet(role: str) -> Response:
    """The sheet of a role. Problem ``not_found`` for any other word.

    Its words name nobody. The number to call is the department's, for those who work with it: it stands there if the
    browser has a session that may read.
    """
    if role not in SHEETS:
        raise Problem("not_found")
    contact = None
    if somebody_is_signed_in():
        with read() as session:
            contact = help_contact(session)
    content = render_template(f"sheets/{role}.html", role=role, sheet=SHEETS[role], sheets=SHEETS, contact=contact)
    response = make_response(content)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-store"
    return response
