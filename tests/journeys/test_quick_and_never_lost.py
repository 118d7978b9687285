"""Four taps from the home screen to sent with the last one copied, five without; every letter on disk within half a
second; all that is asked of who logs the same model again stands on one screen."""

from tests.fixtures.days import day_in
from tests.journeys.phone import SIZE, Phone
from tests.journeys.place import today

COPIED, BY_HAND = 4, 5  # taps at most
MORNING = "Tưới vườn rau buổi sáng"
LOWEST = "document.querySelector('[name=students]').getBoundingClientRect().bottom"
MOMENT = """() => {
  const style = getComputedStyle(document.querySelector('.truth .now-text .icon'))
  return [style.animationName, style.animationDuration]
}"""
FOOT = "document.querySelector('.foot').getBoundingClientRect().top"
SOON = 500  # milliseconds
STOPWATCH = """
globalThis.taps = 0
addEventListener('pointerdown', () => (taps += 1), true)
globalThis.took = []
addEventListener('input', () => (globalThis.typed = performance.now()), true)
const put = IDBObjectStore.prototype.put
IDBObjectStore.prototype.put = function (...given) {
  const since = globalThis.typed
  if (this.name === 'drafts' && since)
    this.transaction.addEventListener('complete', () => took.push(performance.now() - since))
  return put.apply(this, given)
}
"""


def test_from_home_with_the_same_model_and_with_the_last_one_copied(server, place, phone):
    place.activity(place.client("gv"), MORNING, students=21, date=day_in(-1))
    teacher = phone("gv")
    server.kill()
    teacher.page.add_init_script(STOPWATCH)
    teacher.home()
    row = teacher.page.get_by_role("link", name=MORNING)
    assert "Nhật ký" not in row.inner_text()  # all rows are of it
    # The same model again, without a copy: it is chosen, and all that is asked stands on one screen.
    teacher.begin()
    teacher.page.get_by_label("Đã làm gì").click()
    teacher.page.keyboard.type("Tưới vườn rau buổi chiều")
    teacher.page.get_by_label("Lượt học sinh, trẻ tham gia").click()
    teacher.page.keyboard.type("31")
    assert teacher.page.evaluate("scrollY") == 0
    assert teacher.page.evaluate(LOWEST) <= teacher.page.evaluate(FOOT)
    teacher.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert teacher.page.evaluate(FOOT) > 0.75 * SIZE["height"]
    teacher.page.evaluate("document.documentElement.style.fontSize = ''")
    send(teacher, BY_HAND)

    # Copied, but for the day and one number.
    teacher.home()
    teacher.begin()
    teacher.page.get_by_role("button", name="Chép từ lần trước").click()
    assert teacher.page.get_by_label("Ngày thực hiện").input_value() == today().isoformat()
    teacher.page.get_by_label("Lượt học sinh, trẻ tham gia").click()
    teacher.page.keyboard.press("Control+A")
    for digit in "23":
        teacher.page.keyboard.press(digit)
        teacher.page.get_by_text("Đã giữ trên máy lúc").wait_for()
    # The quickest: a busy machine only adds to it.
    assert min(teacher.page.evaluate("took")) < SOON
    send(teacher, COPIED)

    teacher.says("2 chờ gửi")
    server.start()
    teacher.sync()
    teacher.sent()
    # A moment, no longer than a blink, and none for who wants no motion.
    assert teacher.page.evaluate(MOMENT) == ["gone", "0.2s"]
    teacher.page.emulate_media(reduced_motion="reduce")
    assert teacher.page.evaluate(MOMENT)[0] == "none"
    teacher.page.emulate_media(reduced_motion=None)
    teacher.home()
    teacher.sent()
    assert teacher.page.evaluate(MOMENT)[0] == "none"  # nothing has gone since
    sent = sorted((each["data"]["students"], each["data"]["title"]) for each in place.activities())
    assert sent == [(21, MORNING), (23, "Tưới vườn rau buổi chiều"), (31, "Tưới vườn rau buổi chiều")]
    assert {each["data"]["model"] for each in place.activities()} == {place.models["garden"]}


def send(teacher: Phone, most: int) -> None:
    """Sends the form, and counts the taps since the home screen."""
    teacher.press("Gửi")
    teacher.page.locator(".saying").get_by_text("Đã lưu trên máy này").wait_for()
    assert teacher.page.evaluate("taps") <= most
