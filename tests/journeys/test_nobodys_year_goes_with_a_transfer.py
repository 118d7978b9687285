"""Who moves to another school keeps what they wrote: home, notebook, the record's address and the year show it, offline
too, with the school that it is of; what their successors write there stays away. Between two schools as well."""

from playwright.sync_api import expect

from tests.journeys.phone import Phone
from tests.log.quarantine import transfer

BEFORE, AFTER, FOREIGN = "Tưới rau trường cũ", "Đọc sách trường mới", "Việc của người sau"
OLD = "TH Sín Thầu"


def own(phone: Phone, record: str, titles: list[str]) -> None:
    """Home, notebook, the record's address and the year hold ``titles``; ``record`` names the school that it is of."""
    phone.home()
    assert sorted(phone.page.locator("li.line .title").all_inner_texts()) == sorted(titles)
    expect(phone.line(BEFORE)).to_contain_text(OLD)
    phone.page.goto(f"{phone.url}/so-tay?loc=cua-toi")
    expect(phone.page.locator("li.line")).to_have_count(len(titles))
    expect(phone.page.locator("main")).not_to_contain_text(FOREIGN)
    phone.page.goto(f"{phone.url}/ban-ghi/{record}")
    expect(phone.page.locator(".answers")).to_contain_text(BEFORE)
    expect(phone.page.locator("main")).to_contain_text(OLD)
    phone.page.goto(f"{phone.url}/nam-cua-toi?moi")
    expect(phone.page.locator(".year-part li")).to_have_count(len(titles))
    expect(phone.page.locator(".year-part", has_text=BEFORE)).to_contain_text(OLD)


def test_what_one_wrote_stays_with_one_online_and_offline(server, place, phone):
    record = place.activity(place.client("gv"), BEFORE)
    teacher = phone("gv")
    teacher.page.goto(f"{teacher.url}/nam-cua-toi?moi")
    expect(teacher.page.locator(".year-part li")).to_have_count(1)
    transfer(place, "gv")
    place.activity(place.client("gvb"), FOREIGN)
    teacher.home()
    teacher.exchange()
    own(teacher, record, [BEFORE])
    server.kill()
    own(teacher, record, [BEFORE])
    server.start()

    transfer(place, "gv", place.other)
    gv = place.client("gv")
    gv.unit = place.other.id
    model = place.models["garden"]
    assert "refused" not in gv.do(gv.mutation("put", form="activity@1", set={"title": AFTER, "model": model}))
    teacher.home()
    teacher.exchange()
    teacher.line(AFTER).wait_for()
    assert sorted(teacher.page.locator("li.line .title").all_inner_texts()) == sorted([BEFORE, AFTER])
    expect(teacher.line(AFTER)).not_to_contain_text(OLD)
