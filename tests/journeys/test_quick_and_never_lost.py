"""At most eight taps from the home screen to sent; every letter on disk within half a second."""

from tests.journeys.place import today

TAPS = 8
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


def test_from_home_with_the_last_one_copied(server, place, phone):
    place.activity(place.client("gv"), "Tưới vườn rau buổi sáng", students=21)
    teacher = phone("gv")
    server.kill()
    teacher.page.add_init_script(STOPWATCH)
    teacher.home()
    row = teacher.page.get_by_role("link", name="Tưới vườn rau buổi sáng")
    assert "Nhật ký" not in row.inner_text()  # all rows are of it
    teacher.begin()
    teacher.page.get_by_role("button", name="Chép từ lần trước").click()
    assert teacher.page.get_by_label("Ngày thực hiện").input_value() == today().isoformat()
    title = teacher.page.get_by_label("Đã làm gì")
    title.click()
    title.fill("Tưới vườn rau buổi chiều")
    teacher.page.get_by_label("Lượt học sinh, trẻ tham gia").click()
    teacher.page.keyboard.press("Control+A")
    for digit in "23":
        teacher.page.keyboard.press(digit)
        teacher.page.get_by_text("Đã giữ trên máy lúc").wait_for()
    # The quickest: a busy machine only adds to it.
    assert min(teacher.page.evaluate("took")) < SOON
    teacher.press("Gửi")
    teacher.page.locator(".saying").get_by_text("Đã lưu trên máy này").wait_for()
    assert teacher.page.evaluate("taps") <= TAPS
    teacher.says("1 chờ gửi")
    server.start()
    teacher.sync()
    teacher.sent()
    sent = {each["data"]["title"]: each["data"] for each in place.activities()}
    assert sent["Tưới vườn rau buổi chiều"]["students"] == 23
    assert sent["Tưới vườn rau buổi chiều"]["model"] == place.models["garden"]
