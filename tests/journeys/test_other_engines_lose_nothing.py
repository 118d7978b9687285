"""In Firefox and in WebKit: logged without network, the browser killed, opened again without network, sent once."""

from contextlib import suppress

from tests.village import PASSWORD

TITLE = "Trồng rau cải cùng lớp mẫu giáo lớn"
TRIES = 30  # of which each waits for a second
TRUTH = "//*[@aria-label='Tình trạng dữ liệu']"


class Tab:
    """What a person does, found by what stands on the screen."""

    def __init__(self, driver):
        self.driver = driver
        self.open = getattr(driver, "navigate", None) or driver.get
        self.run = driver.execute_script

    def find(self, path: str):
        """The element at an XPath, once it is there; a page that is just being left only knows that it is."""
        for _ in range(TRIES - 1):
            with suppress(Exception):
                return self.driver.find_element("xpath", path)
        return self.driver.find_element("xpath", path)

    def press(self, name: str) -> None:
        self.find(f"//*[self::a or self::button][normalize-space()='{name}']").click()

    def fill(self, label: str, text: str) -> None:
        self.find(f"//*[@id=//label[starts-with(normalize-space(), '{label}')]/@for]").send_keys(text)

    def says(self, words: str) -> None:
        self.find(f"{TRUTH}[contains(., '{words}')]")


def test_what_was_saved_offline_outlives_a_killed_browser_and_is_sent_once(server, place, engine):
    phone = Tab(engine.switch_on())
    phone.open(server.url)
    phone.find("//input[@name='username']").send_keys(place.people["gv"])
    phone.find("//input[@name='password']").send_keys(PASSWORD)
    phone.press("Đăng nhập")
    phone.says("Đã gửi hết")
    phone.run("return navigator.serviceWorker.ready.then(() => null)")
    server.kill()
    phone.press("Ghi hoạt động")
    phone.find("//label[normalize-space()='Vườn rau điểm Nậm Pan']").click()
    phone.fill("Đã làm gì", TITLE)
    phone.fill("Lượt học sinh, trẻ tham gia", "31")
    phone.press("Gửi")
    phone.find("//*[contains(@class, 'saying')]//*[contains(., 'Đã lưu trên máy này')]")
    engine.kill()

    phone = Tab(engine.switch_on())
    phone.open(server.url)
    phone.says("1 chờ gửi")
    phone.find(f"//li[contains(@class, 'line')][contains(., '{TITLE}')]")
    assert place.activities() == []

    server.start()
    phone.press("Đồng bộ ngay")
    phone.says("Đã gửi hết")
    [sent] = place.activities()
    assert (sent["data"]["title"], sent["data"]["students"], sent["status"]) == (TITLE, 31, "submitted")
