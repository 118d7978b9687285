"""After a printed code a screen of our own may be waiting; an address that somebody else put there is not followed."""

import pytest
from playwright.sync_api import expect

from tests.journeys.phone import Phone, new_context


@pytest.fixture
def page(browser, server, place):
    """A phone on which somebody has signed in with a code and is to choose a password."""
    leader, person = place.client("ht"), place.accounts["gvb"]
    code = leader.post(f"/api/people/{person}/code", {}).json["code"]
    phone = Phone(new_context(browser).new_page(), server.url)
    phone.page.goto(f"{server.url}/vao?ten={place.people['gvb']}#ma={code}")
    phone.page.get_by_role("button", name="Đăng nhập").click()
    expect(phone.page.get_by_role("heading", name="Chọn mật khẩu")).to_be_visible()
    yield phone.page
    assert not phone.errors
    phone.page.context.close()


@pytest.mark.parametrize(
    ("query", "leads_to"),
    [
        ("javascript:alert(1)", "/"),
        ("//example.org/", "/"),
        ("https://example.org/", "/"),
        ("/songs", "/"),
        ("/so/duyet", "/so/duyet"),
        ("/nhan-rong/1?bieu=x", "/nhan-rong/1?bieu=x"),
    ],
)
def test_only_screens_that_wait_for_a_sign_in_are_opened(page, query, leads_to):
    page.goto(f"{page.url.partition('/mat-khau')[0]}/mat-khau?{query}")
    expect(page.get_by_role("link", name="Để sau")).to_have_attribute("href", leads_to)
