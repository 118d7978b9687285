"""A leader takes up another school's model: from its public page through sign-in to a form that is filled in."""

from playwright.sync_api import expect

from tests.journeys.phone import STORED, Phone, new_context
from tests.village import PASSWORD

NAME = "Vườn rau điểm Nậm Pan"
TAKE = "Nhân rộng mô hình này"


def ours(place):
    """The models of the other school, as the server has them."""
    found = place.client("ht2").get("/api/records?register=model").json["records"]
    return [one for one in found if one["unit"] == place.other.id]


def page_of_the_model(place):
    place.app.extensions.pop("public_site", None)  # a minute later
    return place.app.test_client().get("/dien-hinh/mo-hinh/garden").text


def take_up(browser, server, place):
    """The phone of the other school's leader, who found the model on its page and signed in to take it up."""
    phone = Phone(new_context(browser).new_page(), server.url)
    phone.page.goto(f"{server.url}/dien-hinh/mo-hinh/garden")
    phone.page.get_by_role("link", name=TAKE).click()
    phone.give_password(PASSWORD, place.people["ht2"])
    return phone


def test_from_the_page_to_the_next_wave(browser, server, place):
    phone = take_up(browser, server, place)
    page = phone.page
    source = f"{NAME} ({place.school.name})"
    expect(page.get_by_label("Tên mô hình")).to_have_value(NAME, timeout=20_000)
    expect(page.get_by_role("radio", name="Vườn rau em chăm")).to_be_checked()
    expect(page.get_by_text(source, exact=True)).to_be_visible()

    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.evaluate(STORED, "later")
    page.context.set_offline(True)
    page.get_by_label("Tên mô hình").fill("Vườn rau bản mình")
    expect(page.get_by_role("status").filter(has_text="Đã giữ trên máy")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Tên mô hình")).to_have_value("Vườn rau bản mình")
    expect(page.get_by_text(source, exact=True)).to_be_visible()
    phone.press("Gửi")
    phone.saved()
    page.context.set_offline(False)
    phone.sent()
    [record] = ours(place)
    assert record["data"] | {"name": "Vườn rau bản mình", "kind": "garden"} == record["data"]
    assert record["data"]["replicates"] == place.models["garden"]
    assert place.other.name not in page_of_the_model(place)

    place.act(place.client("ht2"), "verify", record["id"])
    place.act(place.officer, "approve", record["id"])
    assert f'học theo <a href="#t1">{place.school.name}</a>' in page_of_the_model(place)

    server.kill()  # what it knows of models is a minute old at the most
    server.start()
    page.goto(f"{server.url}/dien-hinh/mo-hinh/garden")
    page.get_by_label("Học theo trường").select_option(record["id"])
    page.get_by_role("button", name=TAKE).click()
    expect(page.get_by_role("heading", name="Đây là mô hình của trường mình")).to_be_visible()
    page.goto(f"{server.url}/dien-hinh/mo-hinh/garden")
    page.get_by_role("button", name=TAKE).click()
    expect(page.get_by_role("heading", name="Trường mình đã đăng ký nhân rộng")).to_be_visible()
    page.get_by_role("link", name="Mở bản đăng ký").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vườn rau bản mình")
    assert not phone.errors
    page.context.close()


def test_a_first_sign_in_with_a_printed_code_leads_on_to_the_form(browser, server, place):
    given = place.client("so").post(f"/api/people/{place.accounts['ht2']}/code", {})
    phone = Phone(new_context(browser).new_page(), server.url)
    page = phone.page
    page.goto(f"{server.url}/dien-hinh/mo-hinh/garden")
    page.get_by_role("link", name=TAKE).click()
    phone.give_password(given.json["code"], place.people["ht2"])
    page.get_by_label("Mật khẩu mới").fill("suối chảy qua bản")
    phone.press("Giữ mật khẩu này")
    expect(page.get_by_label("Tên mô hình")).to_have_value(NAME)
    expect(page.get_by_text(f"{NAME} ({place.school.name})", exact=True)).to_be_visible()
    assert not phone.errors
    page.context.close()


def test_who_does_not_lead_a_school_is_told_who_does(browser, server, place):
    phone = Phone(new_context(browser).new_page(), server.url)
    phone.page.goto(f"{server.url}/nhan-rong/{place.models['garden']}?bieu=model")
    phone.give_password(PASSWORD, place.people["gv"])
    expect(phone.page.get_by_role("heading", name="Lãnh đạo trường đăng ký")).to_be_visible()
    phone.page.context.close()


def test_a_model_is_looked_for_on_the_phone(phone, place):
    leader = phone("ht2")
    page = leader.page
    leader.show("/duyet")
    page.get_by_role("link", name="Nhân rộng mô hình của trường khác").click()
    page.get_by_label("Tìm theo tên mô hình").fill("nam pan")
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_label("Tên mô hình")).to_have_value(NAME)
    page.goto(f"{leader.url}/nhan-rong/{place.models['library']}?bieu=model")
    expect(page.get_by_label("Tên mô hình")).to_have_value("Thư viện xanh")
    leader.home()
    expect(page.get_by_role("link", name="Thư viện xanh")).to_be_visible()
    expect(page.get_by_role("link", name=NAME)).to_be_visible()
