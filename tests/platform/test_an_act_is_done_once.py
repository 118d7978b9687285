"""What a page sends twice with the same key, because of a second click or a lost answer, is done once."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from server.jobs import chores
from server.models.acts import DoneAct
from server.models.figures import Snapshot
from server.models.jobs import ExportJob
from server.models.org import Cluster, Person, Unit
from server.platform.clock import now
from server.platform.database import read, write
from tests.village import SAME_ORIGIN

YEAR = "2026-2027"


def acts(village):
    """Path, body and table of each act that makes something."""
    role = {"unit": village.school.id, "role": "teacher"}
    school = {"kind": "school", "name": "TH Mới", "parent": village.commune.id, "level": "TH"}
    return {
        "snapshots": ({"title": "Chốt", "unit": village.province.id, "period": YEAR}, Snapshot),
        "exports": ({"kind": "evidence", "format": "xlsx"}, ExportJob),
        "units": (school, Unit),
        "people": ({"name": "Lò Thị Mai", "username": f"mai.{uuid.uuid4().hex[:6]}", "role": role}, Person),
        "clusters": ({"name": "Cụm một", "units": [village.school.id]}, Cluster),
    }


def send(client, path, body, key):
    headers = SAME_ORIGIN | {"X-Account": client.account} | ({"Idempotency-Key": key} if key else {})
    return client.http.post(f"/api/{path}", json=body, headers=headers)


def count(village, table):
    with village.app.app_context(), read() as session:
        return session.scalar(select(func.count()).select_from(table))


@pytest.mark.slow
@pytest.mark.parametrize("path", ["snapshots", "exports", "units", "people", "clusters"])
def test_the_second_is_the_first(village, path):
    body, table = acts(village)[path]
    officer, before = village.client("so"), count(village, table)
    first, second = (send(officer, path, body, "mở-biểu-1.ab") for _ in range(2))
    assert first.status_code == second.status_code, second.text
    assert first.json == second.json
    assert count(village, table) == before + 1
    if path != "people":  # a username is taken already
        assert send(officer, path, body, "mở-biểu-2.ab").status_code == first.status_code
        assert count(village, table) == before + 2


def test_two_at_once_make_one(village):
    officer = village.client("so")
    body, table = acts(village)["exports"]

    def order(_):
        return send(officer, "exports", body, "hai-lần").json["id"]

    with ThreadPoolExecutor(2) as both:
        made = list(both.map(order, range(2)))
    assert (made[0], count(village, table)) == (made[1], 1)


def test_a_key_is_of_one_person_and_one_act(village):
    body, table = acts(village)["exports"]
    assert send(village.client("so"), "exports", body, "k").status_code == 202
    assert send(village.client("ht"), "exports", body, "k").status_code == 202
    assert count(village, table) == 2
    other, _ = acts(village)["clusters"]
    for key, path, content, rule in (("k", "clusters", other, "unique"), ("k" * 101, "exports", body, "length")):
        refused = send(village.client("so"), path, content, key)
        assert (refused.status_code, refused.json["fields"]) == (400, {"Idempotency-Key": {"rule": rule}})


def test_what_was_refused_may_be_sent_again_with_the_same_key(village):
    officer = village.client("so")
    body, _ = acts(village)["clusters"]
    assert send(officer, "clusters", body | {"units": [village.commune.id]}, "k").status_code == 422
    assert send(officer, "clusters", body, "k").status_code == 201


def test_keys_are_forgotten_after_a_week(village):
    body, table = acts(village)["exports"]
    send(village.client("so"), "exports", body, "k")
    with village.app.app_context():
        chores.purge_acts()
        assert count(village, DoneAct) == 1
        with write() as session:
            session.execute(update(DoneAct).values(at=now() - timedelta(days=8)))
        chores.purge_acts()
    assert count(village, DoneAct) == 0
