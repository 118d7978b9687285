"""A file is fetched, and saved under its name, whatever letters the name of its unit has."""

from urllib.parse import unquote

import pytest

from server.api.responses import disposition
from server.models.org import Unit
from server.platform.clock import today
from server.platform.database import write


def kept(header: str) -> str:
    """The name under which a browser saves the file."""
    return unquote(header.partition("filename*=UTF-8''")[2]) or header.partition('filename="')[2].rstrip('"')


def test_a_unit_named_in_letters_beyond_latin_ones_has_its_files(village, clerk):
    with village.app.app_context(), write() as session:
        session.get_one(Unit, village.province.id).name = "Sở 教育 Ж \u202egnp"
    id_ = clerk.order(kind="records", format="csv", register="probe_direct")
    clerk.work()
    answer = village.client("so").get(f"/api/exports/{id_}/file")
    assert answer.status_code == 200
    header = answer.headers["Content-Disposition"]
    assert header.isascii()
    assert "教育" in kept(header)


def test_a_name_says_what_is_in_the_file_whose_and_of_when(village, clerk):
    orders = (
        ({"kind": "records", "format": "xlsx", "register": "probe_direct"}, "danh-sach-bieu-thu-gui-thang-"),
        ({"kind": "figures", "format": "xlsx"}, "so-lieu-"),
        ({"kind": "report", "format": "docx"}, "bao-cao-"),
    )
    for order, what in orders:
        id_ = clerk.order(period="2026-2027", **order)
        name = village.client("so").get(f"/api/exports/{id_}").json["name"]
        assert name == f"{what}dien-bien-2026-2027-{today()}.{order['format']}"


@pytest.mark.parametrize(
    ("name", "saved", "plain"),
    [
        ("records.csv", "records.csv", "records.csv"),
        ("Trường Đồi.xlsx", "Trường Đồi.xlsx", "Truong Doi.xlsx"),
        ("中学.xlsx", "中学.xlsx", "--.xlsx"),
        ('a"b\\c.csv', "a-b-c.csv", "a-b-c.csv"),
        ("../../etc.csv", "-..-etc.csv", "-..-etc.csv"),
        ("a\r\nSet-Cookie: x.csv", "a--Set-Cookie- x.csv", "a--Set-Cookie- x.csv"),
        ("a\0b\ud800.csv", "a-b-.csv", "a-b-.csv"),
        ("gpj.\u202excod.docx", "gpj.-xcod.docx", "gpj.-xcod.docx"),
        ("℀.csv", "℀.csv", "a-c.csv"),
        ("😀.csv", "😀.csv", "-.csv"),
        ("", "-", "-"),
        ("...", "-", "-"),
    ],
)
def test_a_name_leads_nowhere_else_and_ends_no_header(name, saved, plain):
    header = disposition(name)
    assert kept(header) == saved
    assert f'filename="{plain}"' in header
    assert header.isascii()
    assert header.isprintable()


def test_a_long_name_keeps_its_ending():
    assert kept(disposition("ắ" * 5000 + ".xlsx")) == "ắ" * 150 + ".xlsx"
