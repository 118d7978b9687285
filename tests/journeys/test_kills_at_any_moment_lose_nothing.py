"""Killed at any moment of writing, photographing and sending: what was said to be saved is there, and counts once.

Of what is being typed, the last half second may be lost and nothing before it.
"""

import os
import signal
import threading
from dataclasses import dataclass, field
from random import Random
from time import monotonic

import pytest
from playwright.sync_api import Error, Page

from tests.journeys.gallery import album, place
from tests.journeys.handset import Handset
from tests.journeys.phone import Phone
from tests.journeys.pictures import picture
from tests.village import Client

__all__ = ["album", "place"]

PROVE = os.environ.get("LANTOA_PROVE") == "1"
SEED, KILLS = 20261129, 50 if PROVE else 2
SOON = 0.5 if PROVE else 3  # seconds of typing that a kill may cost; beside other tests each takes longer
GAPS = (60, 120, 200, 350)  # milliseconds between two letters
LABELS = {"activity": "Đã làm gì", "album": "Ghi chú"}
PHASES = {"writing": 6.0, "photographing": 1.5, "sending": 2.0}
"""What may be going on when the phone dies → within how many seconds from its beginning."""
SAVED = "Đã lưu trên máy này"
KEPT = "Đã giữ trên máy lúc"
PHOTO = "Bỏ ảnh 1"


@dataclass
class Round:
    """What is done until the phone dies, and what its person saw. ``kind``: the register; ``gap``: between letters, in
    milliseconds; ``moment``: when it dies, in seconds from the beginning of ``phase``."""

    kind: str
    online: bool
    gap: int
    phase: str
    moment: float
    title: str
    letters: list[float] = field(default_factory=list)  # when each letter of the title stood there
    died: float = 0
    photo: bool = False  # it was said to be kept, with the form
    saved: bool = False  # it was said to be


def drawn(seed: int, count: int) -> list[Round]:
    """The rounds of a seed: every kind of work, with and without a server."""
    chance, rounds = Random(seed), []
    for at in range(count):
        kind = ("activity", "album")[at % 2]
        title = f"Trong luong rau so {at + 1} cung lop {chance.randrange(1, 6)}A"
        phase = chance.choice([name for name in PHASES if kind == "album" or name != "photographing"])
        moment = chance.uniform(0.05, PHASES[phase])
        rounds.append(Round(kind, chance.random() < 0.6, chance.choice(GAPS), phase, moment, title))
    return rounds


class Killer:
    """Kills the phone at the moment of a round."""

    def __init__(self, handset: Handset, one: Round):
        self.handset, self.one = handset, one
        self.timer = threading.Timer(one.moment, self._kill)

    def begins(self, phase: str) -> None:
        """What begins now may be what the phone dies of."""
        if phase == self.one.phase:
            self.timer.start()

    def _kill(self) -> None:
        self.one.died = monotonic()
        os.killpg(self.handset.process.pid, signal.SIGKILL)


def work(page: Page, url: str, one: Round, killer: Killer) -> None:
    """Write, photograph, save and send, noting what is seen; raises Error as soon as the phone dies."""
    phone = Phone(page, url)
    killer.begins("writing")
    begin(phone, one)
    page.get_by_label(LABELS[one.kind]).click()
    for letter in one.title:
        page.keyboard.type(letter)
        one.letters.append(monotonic())
        page.wait_for_timeout(one.gap)
    finish(phone, one, killer)
    one.saved = True
    phone.home()
    phone.sync()
    if one.online:
        phone.sent()


def begin(phone: Phone, one: Round) -> None:
    """Open the form from the home screen."""
    if one.kind == "activity":
        phone.begin()
    else:  # a line of what was written names the register, too
        phone.page.get_by_role("link", name="Tập ảnh", exact=True).click()


def finish(phone: Phone, one: Round, killer: Killer | None = None) -> None:
    """What is left to do in the form that is open, and *Gửi*."""
    page = phone.page
    if one.kind == "activity":
        phone.fill(one.title)
    else:
        page.get_by_label(LABELS["album"]).fill(one.title)
        if not page.get_by_role("button", name=PHOTO).count():
            if killer:
                killer.begins("photographing")
            with page.expect_file_chooser() as chooser:
                page.get_by_role("button", name="Chụp").first.click()
            chooser.value.set_files(picture(page, hue=len(one.title) * 7 % 360))
            page.get_by_role("button", name=PHOTO).wait_for()
            page.get_by_text(KEPT).wait_for()
        one.photo = True
    if killer:
        killer.begins("sending")
    phone.press("Gửi")
    page.locator(".saying").get_by_text(SAVED).wait_for()


def play(handset: Handset, page: Page, url: str, one: Round) -> None:
    """One round, until the phone is dead."""
    killer = Killer(handset, one)
    try:
        work(page, url, one, killer)
    except (Error, AssertionError):
        if not one.died:
            killer.timer.cancel()
            raise
    killer.timer.join()
    handset.kill()


def again(handset: Handset, url: str, one: Round | None) -> Page:
    """The app opened anew: the home screen, or the form that was open when the phone died."""
    page = handset.switch_on()
    page.goto(url, wait_until="commit")
    home = page.get_by_role("region", name="Tình trạng dữ liệu")
    form = page.get_by_label(LABELS[one.kind]) if one else home
    home.or_(form).first.wait_for()
    return page


def lost(page: Page, one: Round) -> float:
    """Seconds of typing that a kill cost; whatever was said to be saved must be there."""
    phone, box = Phone(page, page.url), page.get_by_label(LABELS[one.kind])
    if box.count():
        assert not one.saved, f"{one.title} was saved, and its form is open again"
        kept = box.input_value()
        assert one.title.startswith(kept), f"{kept!r} was never typed"
        if one.photo:
            page.get_by_role("button", name=PHOTO).wait_for()
    else:
        if one.saved:
            phone.line(one.title).wait_for()
        kept = one.title if phone.line(one.title).count() else ""
    typed = one.letters[len(kept) :]
    return max(0.0, one.died - typed[0]) if typed else 0.0


def complete(page: Page, url: str, one: Round) -> None:
    """Finish what a kill left in the form, or begin it again where it left nothing."""
    phone = Phone(page, url)
    if not page.get_by_label(LABELS[one.kind]).count():
        if phone.line(one.title).count():
            return
        begin(phone, one)
    finish(phone, one)


def counts_once(gv: Client, rounds: list[Round]) -> None:
    """Each round's record is at the server once, and each of its photos is shown."""
    for kind, title in (("activity", "title"), ("album", "note")):
        found = gv.get(f"/api/records?register={kind}&limit=100").json["records"]
        assert sorted(record["data"][title] for record in found) == sorted(
            one.title for one in rounds if one.kind == kind
        )
        for record in found:
            photos = record["data"].get("photos", [])
            assert len(photos) == (kind == "album")
            for photo in photos:
                assert gv.get(f"/api/records/{record['id']}/photos/{photo['sha256']}").status_code == 200


@pytest.mark.prove
@pytest.mark.slow
def test_whenever_the_phone_dies(album, place, handset):
    url, rounds, costs = album.url, drawn(SEED, KILLS), []
    Phone(handset.switch_on(), url).sign_in(place.people["gv"])
    handset.switch_off()
    page = again(handset, url, None)
    for one in rounds:
        if not one.online:
            album.kill()
        play(handset, page, url, one)
        page = again(handset, url, one)
        costs.append(lost(page, one))
        print(f"seed {SEED}, {one.kind}, {one.moment:.2f} s into {one.phase}: {costs[-1]:.2f} s lost", flush=True)
        complete(page, url, one)
        if not one.online:
            album.start()
        Phone(page, url).home()
    print(f"seed {SEED}: {KILLS} kills, {sum(one.saved for one in rounds)} after it was saved, {max(costs):.2f} s lost")
    assert max(costs) <= SOON
    phone = Phone(page, url)
    phone.sync()
    phone.sent()
    place.app.config["PHOTOS"] = album.settings["LANTOA_PHOTOS"]
    counts_once(place.client("gv"), rounds)
