"""The app open three times on one phone: they send one after the other, nothing twice, and each shows everything."""

from tests.journeys.phone import Phone

TITLES = ["Làm cỏ vườn rau", "Tưới rau", "Hái rau muống"]


def test_one_exchange_at_a_time_and_nothing_twice(server, network, phone, place):
    first = phone("gv", url=network.url)
    context = first.page.context
    tabs = [first, *(Phone(context.new_page(), network.url) for _ in TITLES[1:])]
    server.kill()
    for tab, title in zip(tabs, TITLES, strict=True):
        tab.home()
        tab.log(title)
    for tab in tabs:
        tab.says("3 chờ gửi")
    network.most = 0
    server.start()
    for tab in tabs:
        tab.page.evaluate("dispatchEvent(new Event('online'))")
    for tab in tabs:
        tab.sent()
        assert sorted(tab.page.locator("li.line .title").all_inner_texts()) == sorted(TITLES)
        assert not tab.errors
    assert network.most == 1
    assert sorted(each["data"]["title"] for each in place.activities()) == sorted(TITLES)
