"""Beside an example stand figures of its school and its model: only what was frozen and published."""

import pytest

from server.platform.config import ROOT
from tests.fixtures.applications import open_app
from tests.journeys.place import Place
from tests.publishing.desk import do, prepared
from tests.publishing.test_models_spread_in_waves import register

STORY = "Cả trường cùng làm vườn, mỗi tuần một buổi, rau sạch đủ cho bữa trưa."


@pytest.fixture
def place(database_url):
    with open_app(database_url, REGISTERS=[ROOT / "server" / "registers" / "definitions"]) as app:
        yield Place(app)


@pytest.fixture
def address(place):
    """The address of the page of a published example, of a school that registered a model with 120 people."""
    record = register(place, place.client("ht"), kind="traffic", name="Cổng trường an toàn", people=120)
    example = prepared(place.officer, record)
    texts = {"title": "Cổng trường an toàn", "story": STORY, "credit": "", "photos": []}
    example = do(place.officer, do(place.officer, example, "PUT", texts).json, "propose").json
    return f"/dien-hinh/{do(place.officer, example, 'publish').json['slug']}"


def freeze(place, unit, shown=True):
    body = {"title": "Sơ kết", "unit": unit, "period": place.year, "registers": ["model"]}
    answer = place.officer.post("/api/snapshots", body)
    assert answer.status_code == 201, answer.text
    if shown:
        show(place, answer.json["id"])
    return answer.json["id"]


def show(place, snapshot, method="PUT"):
    assert place.officer.send(method, f"/api/snapshots/{snapshot}/public", {}).status_code == 201


def page(place, address):
    place.app.extensions.pop("public_site", None)  # a minute later
    answer = place.app.test_client().get(address)
    assert answer.status_code == 200
    return answer.text


def test_a_models_figures_are_those_that_were_frozen_and_published(place, address):
    assert "Số liệu đã chốt" not in page(place, address)
    snapshot = freeze(place, place.province.id, shown=False)
    assert "Số liệu đã chốt" not in page(place, address)
    show(place, snapshot)
    register(place, place.client("ht2"), kind="traffic", name="Cổng trường bạn", people=80)
    text = page(place, address)
    assert "Trường mầm non an toàn giao thông" in text
    assert "<b>120</b> người" in text
    assert "<b>200</b>" not in text
    assert f'href="/dien-hinh/so-lieu/{snapshot}"' in text
    assert "Frozen figures" in page(place, address.replace("/dien-hinh/", "/dien-hinh/en/"))
    show(place, snapshot, "DELETE")
    assert "Số liệu đã chốt" not in page(place, address)


def test_a_schools_figures_are_its_own(place, address):
    freeze(place, place.other.id)
    assert "Số liệu đã chốt" not in page(place, address)
    freeze(place, place.school.id)
    text = page(place, address)
    assert f"<h3>{place.school.name}</h3>" in text
    of_school, _, of_model = text[text.index(f"<h3>{place.school.name}") :].partition("<h3>Trường mầm non")
    assert "<b>3</b> mô hình" in of_school
    assert "Số đơn vị có mô hình" in of_model
    assert "Số đơn vị có mô hình" not in of_school
