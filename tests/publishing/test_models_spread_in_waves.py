"""A model's page says which schools took it up, from whom and when, and of all answers no others."""

import re

import pytest

from server.platform.config import ROOT
from tests.fixtures.applications import open_app
from tests.journeys.place import Place
from tests.village import code

SECRET = "Mục tiêu không ai ngoài ngành cần đọc"


@pytest.fixture
def place(database_url):
    with open_app(database_url, REGISTERS=[ROOT / "server" / "registers" / "definitions"]) as app:
        yield Place(app)


def register(place, leader, approved=True, **values):
    put = leader.mutation("put", form="model@2", period=place.year, set={"goal": SECRET, **values}, then="submit")
    assert code(leader.do(put)) is None
    place.act(leader, "verify", put["id"])
    if approved:
        place.act(place.officer, "approve", put["id"])
    return put["id"]


def page(place, address):
    place.app.extensions.pop("public_site", None)  # a minute later
    return place.app.test_client().get(f"/dien-hinh{address}")


def test_who_learned_from_whom_stands_on_the_page(place):
    ours = {"kind": "traffic", "start": "2026-09-05", "people": 120, "name": "Vườn của chúng em"}
    source = register(place, place.client("ht"), **ours)
    theirs = {"kind": "traffic", "start": "2026-10-01", "people": 80, "replicates": source, "name": "Vườn bạn"}
    register(place, place.client("ht2"), **theirs)
    text = page(place, "/mo-hinh/traffic").text
    first, after = text.index(place.school.name), text.index(place.other.name)
    assert first < after
    assert "từ 5/9/2026" in text
    assert f'học theo <a href="#t1">{place.school.name}</a>' in text
    assert "<dd>200</dd><dt>Số người tham gia" in text
    assert 'class="line"' in text
    assert SECRET not in text
    assert "Vườn của chúng em" not in text
    assert "since 5 Sept 2026" in page(place, "/en/models/traffic").text.replace("Sep ", "Sept ")


def test_any_school_of_a_model_can_be_named_as_the_one_that_it_is_taken_up_from(place):
    source = register(place, place.client("ht"), kind="traffic", name="Cổng trường")
    alone = page(place, "/mo-hinh/traffic").text
    assert f'href="/nhan-rong/{source}?bieu=model"' in alone
    assert "<select" not in alone
    after = register(place, place.client("ht2"), kind="traffic", replicates=source, name="Cổng bạn")
    text = page(place, "/en/models/traffic").text
    assert '<form class="take" action="/nhan-rong" method="get">' in text
    options = re.findall(r'<option value="([^"]*)">([^<]*)</option>', text)
    assert [record for record, _ in options] == [source, after]
    assert [label.split(",")[0] for _, label in options] == [f"1. {place.school.name}", f"2. {place.other.name}"]


def test_what_is_not_approved_is_on_no_page(place):
    register(place, place.client("ht"), approved=False, kind="traffic", name="Chờ duyệt")
    assert page(place, "/mo-hinh/traffic").status_code == 404
    assert "Chờ duyệt" not in page(place, "/mo-hinh").text


def test_a_model_of_a_schools_own_keeps_its_address_when_it_is_renamed(place):
    leader = place.client("ht")
    id_ = register(place, leader, kind="own", name="Tiếng trống tự học", people=60)
    old = f"/mo-hinh/tieng-trong-tu-hoc-{id_[-8:]}"
    assert page(place, old).status_code == 200
    place.act(place.officer, "reopen", id_, text="Đổi tên")
    rename = leader.mutation("put", record=id_, base=leader.read(id_)["version"], set={"name": "Tiếng kẻng"})
    assert code(leader.do(rename)) is None
    place.act(leader, "verify", id_)
    place.act(place.officer, "approve", id_)
    moved = page(place, old)
    assert (moved.status_code, moved.headers["Location"]) == (301, f"/dien-hinh/mo-hinh/tieng-keng-{id_[-8:]}")
    assert page(place, moved.headers["Location"].removeprefix("/dien-hinh")).status_code == 200
