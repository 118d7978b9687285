"""A tab of another engine's browser: what a person does there, and what must then stand on the screen."""

from contextlib import suppress

from tests.village import PASSWORD

TRIES = 30  # of which each waits for a second
TRUTH = "//*[@aria-label='Tình trạng dữ liệu']"


class Tab:
    """Works with the drivers of Firefox and of WebKit alike."""

    def __init__(self, driver):
        self.driver = driver
        self.open = getattr(driver, "navigate", None) or driver.get
        self.run = driver.execute_script

    def sign_in(self, url: str, username: str) -> None:
        """Signs in at the door, and waits until everything that offline needs is on the phone."""
        self.open(url)
        self.find("//input[@name='username']").send_keys(username)
        self.find("//input[@name='password']").send_keys(PASSWORD)
        self.press("Đăng nhập")
        self.says("Đã gửi hết")
        self.run("return navigator.serviceWorker.ready.then(() => null)")

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
