"""Leaders and officers who want it get a letter each week: what waits, what is late, what came; one link ends it."""

import re
import time
from datetime import date, datetime, timedelta
from datetime import time as clock_time

import pytest
import time_machine

from server.notices.letters import post
from server.notices.letters.week import send_week
from server.platform.clock import HERE, today
from server.registers.published import renew
from tests.fixtures.days import day_in
from tests.notices.inbox import sent
from tests.notices.mail_office import MailOffice, SilentOffice
from tests.village import Village

ADDRESS = "/api/weekly-letter"
HOME = "lantoa.example"


@pytest.fixture
def office():
    made = MailOffice()
    yield made
    made.close()


@pytest.fixture
def monday() -> datetime:
    """The next Monday at seven: people have their roles since today."""
    day: date = today() + timedelta(days=7 - today().weekday())
    return datetime.combine(day, clock_time(7), HERE)


@pytest.fixture
def post_week(village: Village, office, tmp_path):
    """``post_week(moment)``: how many letters the jobs send at that moment."""
    village.app.config |= {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": office.port,
        "SMTP_TLS": "none",
        "SMTP_USER": "",
        "SMTP_PASSWORD": "",
        "SMTP_FROM": "lantoa@so.example",
        "PUSH_KEY": str(tmp_path / "push.key"),
        "HOSTS": frozenset((HOME, "localhost")),
    }

    def send(moment: datetime) -> int:
        with village.app.app_context(), time_machine.travel(moment, tick=True):
            return send_week(renew(village.app), village.app.config, moment)

    return send


def wants(village: Village, name: str, address: str | None = None, language: str = "vi"):
    body = {"address": address or f"{name}@truong.example", "language": language}
    return village.client(name).send("PUT", ADDRESS, body)


def texts(letter) -> tuple[str, str]:
    """A letter's plain text, and its HTML."""
    return tuple(letter.get_body((kind,)).get_content() for kind in ("plain", "html"))


def link(letter) -> str:
    return letter["List-Unsubscribe"].strip("<>").removeprefix(f"https://{HOME}")


def test_it_says_what_waits_what_is_late_and_what_came(village: Village, office, post_week, monday):
    so = village.client("so")
    assert so.post("/api/dues/probe/2026-H2", {"day": day_in(-3)}).status_code == 204
    with time_machine.travel(monday - timedelta(days=2), tick=True):
        for _ in range(2):
            sent(village, "gv", set={"note": "Em Súa 7 tuổi", "n": 1, "day": "2026-10-05"})
        assert wants(village, "so").status_code == 204
    assert post_week(monday) == 1
    [letter] = office.letters
    assert letter["To"] == "so@truong.example"
    assert letter["From"].endswith("<lantoa@so.example>")
    plain, html = texts(letter)
    assert "Kính gửi thầy/cô so," in plain
    assert "Chờ thầy/cô: 2 bản ghi." in plain
    assert re.search(r"Biểu thử, .*\(hạn .*\): 2 đơn vị", plain)
    assert "Bảy ngày qua có 2 bản ghi gửi đến:\n  - Biểu thử gửi thẳng: 2" in plain
    assert f"https://{HOME}/so" in plain
    assert "Súa" not in plain + html
    assert "<li>Biểu thử gửi thẳng: 2</li>" in html
    assert "http" not in html.replace(f"https://{HOME}/", "")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_it_comes_once_a_week_and_not_on_a_sunday(village: Village, office, post_week, monday):
    wants(village, "ht", language="en")
    assert post_week(monday - timedelta(days=1)) == 0
    assert post_week(monday) == 1
    assert "No record waits for you." in texts(office.letters[0])[0]
    assert post_week(monday + timedelta(days=1)) == 0
    assert post_week(monday + timedelta(days=7)) == 1


def test_each_reads_of_their_own_place_alone(village: Village, office, post_week, monday):
    with time_machine.travel(monday - timedelta(days=2), tick=True):
        sent(village, "gv2")
        wants(village, "ht")
        wants(village, "ht2")
    assert post_week(monday) == 2
    by_address = {letter["To"]: texts(letter)[0] for letter in office.letters}
    assert "không có bản ghi nào gửi đến" in by_address["ht@truong.example"]
    assert "có 1 bản ghi gửi đến" in by_address["ht2@truong.example"]


def test_whoever_leads_nothing_gets_none(village: Village, office, post_week, monday):
    for name in ("gv", "admin"):
        assert wants(village, name).status_code == 403
        assert village.client(name).get(ADDRESS).status_code == 403
    assert post_week(monday) == 0


def test_one_tap_of_the_mail_program_ends_it(village: Village, office, post_week, monday):
    wants(village, "ht")
    post_week(monday)
    path = link(office.letters[0])
    stranger = village.app.test_client()
    page = stranger.get(path)
    assert "Thôi nhận thư tuần?" in page.text
    assert village.client("ht").get(ADDRESS).json["address"] == "ht@truong.example"  # looking ends nothing
    tapped = stranger.post(path, data={"List-Unsubscribe": "One-Click"})
    assert (tapped.status_code, "đã dừng" in tapped.text) == (200, True)
    assert village.client("ht").get(ADDRESS).json == {"available": True, "address": None}
    assert "đã dừng" in stranger.get(path).text
    assert post_week(monday + timedelta(days=7)) == 0


def test_nobody_makes_a_link_of_somebody_else(village: Village, office, post_week, monday):
    wants(village, "ht")
    wants(village, "so")
    post_week(monday)
    signature = link(office.letters[0]).rpartition(".")[2]
    for account in village.accounts.values():
        for bad in (signature[::-1], "", "0" * 32, "ờ" * 32):
            village.app.test_client().post(f"/thoi-nhan-thu/{account}.{bad}", data={})
    assert village.client("ht").get(ADDRESS).json["address"]
    assert village.client("so").get(ADDRESS).json["address"]


@pytest.mark.parametrize(
    "address", ["a", "a@b", "a@b.c\r\nBcc: x@y.z", "a@b.c\n", "a b@c.d", "ờ@b.c", "<a@b.c>", "a@" + "b" * 300 + ".c"]
)
def test_what_is_no_address_is_refused(village: Village, address):
    assert wants(village, "ht", address).status_code == 400


def test_an_office_that_says_nothing_keeps_nobody_waiting(village: Village, post_week, monday, monkeypatch):
    wants(village, "ht")
    monkeypatch.setattr(post, "WAITED", 0.3)
    monkeypatch.setattr(post.connect, "__defaults__", (0.3,))
    silent = SilentOffice()
    village.app.config["SMTP_PORT"] = silent.port
    began = time.monotonic()
    try:
        assert post_week(monday) == 0
    finally:
        silent.close()
    assert time.monotonic() - began < 5


def test_what_was_not_sent_on_monday_comes_on_the_next_day(village: Village, office, post_week, monday):
    wants(village, "ht")
    village.app.config["SMTP_PORT"] = 1
    assert post_week(monday) == 0
    village.app.config["SMTP_PORT"] = office.port
    assert post_week(monday + timedelta(days=1)) == 1


def test_an_address_that_is_refused_holds_up_no_other(village: Village, office, post_week, monday):
    for name in ("ht", "ht2", "so", "xa"):
        wants(village, name)
    office.refused = {"ht@truong.example", "xa@truong.example"}
    assert post_week(monday) == 2
    assert post_week(monday + timedelta(days=1)) == 0


def test_without_a_mail_server_nothing_is_sent(village: Village, post_week, monday):
    wants(village, "ht")
    village.app.config["SMTP_HOST"] = ""
    assert village.client("ht").get(ADDRESS).json["available"] is False
    assert post_week(monday) == 0


def test_somebody_who_leads_no_more_gets_none(village: Village, office, post_week, monday):
    wants(village, "ht")
    account = village.accounts["ht"]
    so = village.client("so")
    version = so.get(f"/api/people/{account}").json["version"]
    so.send("POST", f"/api/people/{account}/disable", {"reason": "Nghỉ"}, version=version)
    assert post_week(monday) == 0


def test_a_form_of_another_site_ends_no_other_thing(village: Village):
    stranger = village.app.test_client()
    assert stranger.post("/api/session", data={"username": "a"}).json["code"] == "csrf"
