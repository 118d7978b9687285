"""In Firefox and in WebKit: logged without network, the browser killed, opened again without network, sent once."""

from tests.journeys.tab import Tab

TITLE = "Trồng rau cải cùng lớp mẫu giáo lớn"


def test_what_was_saved_offline_outlives_a_killed_browser_and_is_sent_once(server, place, engine):
    phone = Tab(engine.switch_on())
    phone.sign_in(server.url, place.people["gv"])
    server.kill()
    # A question of the browser that comes with no tap of the person is answered with no.
    assert not engine.asks_to_keep()
    phone.press("Ghi hoạt động")
    engine.wait_asked()
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
