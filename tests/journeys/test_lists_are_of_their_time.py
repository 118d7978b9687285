"""In September a school has registered no models of this year yet: last year's are offered, marked so, and work goes
on. Its leader registers all of them again with one tap, and from then on this year's are offered."""

from playwright.sync_api import expect

from tests.village import code

NAME = "Vườn rau Tủa Thàng"


def test_last_years_serve_until_this_years_are_registered(place, phone):
    first, _ = place.year.split("-")
    before = f"{int(first) - 1}-{first}"
    ht2 = place.client("ht2")
    model = {"kind": "garden", "name": NAME}
    assert code(ht2.do(ht2.mutation("put", form="model@1", period=before, set=model, then="submit"))) is None

    teacher, leader = phone("gv2"), phone("ht2")
    teacher.begin()
    choice = teacher.page.locator("[data-field=model]")
    expect(choice).to_contain_text("chưa đăng ký")
    expect(choice).to_contain_text(f"{NAME} · năm học {before.replace('-', '–')}")
    teacher.fill("Làm cỏ", model=f"{NAME} · năm học {before.replace('-', '–')}")
    teacher.press("Gửi")
    teacher.saved()
    teacher.sent()

    leader.page.goto(f"{leader.url}/ghi?bieu=model")
    leader.page.get_by_role("button", name="Đăng ký lại cả 1 mục").click()
    leader.line(NAME).first.wait_for()
    leader.sent()
    teacher.exchange()
    teacher.begin()
    expect(choice.get_by_text(NAME, exact=True)).to_be_visible()
    expect(choice).not_to_contain_text(before.replace("-", "–"))
