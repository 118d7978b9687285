"""Whatever is sent, by anybody, gets an answer that is no error of the server; some hundreds here, as many
as one likes by ``python -m bench.attacks.requests``."""

import pytest

from bench.attacks.hostile_headers import HEADERS
from bench.attacks.server import Attack
from server.models.org import Unit
from server.platform.database import write

COUNT = 200


@pytest.fixture
def attack(village, tmp_path):
    village.app.config["EXPORTS"] = str(tmp_path)
    author = village.client("gv")
    for number in range(6):
        author.do(author.put(set={"note": "Vườn rau", "n": number, "day": "2026-10-05"}, then="submit"))
    with village.app.app_context(), write() as session:
        session.get_one(Unit, village.province.id).name = "Sở 教育 Ж"
    return Attack(village.app, village.people.values())


@pytest.mark.lengthy
def test_each_of_hundreds_of_drawn_requests_is_answered(attack):
    attack.run(1, COUNT)
    assert not attack.faults, "\n".join(f"{request}\n{text}" for request, text in attack.faults.values())
    assert attack.statuses[200] > COUNT / 20, "most were refused at the door: what lies behind was not tried"


@pytest.mark.lengthy
def test_each_strange_header_is_answered(attack):
    headers = next(iter(attack.known.headers.values()))
    for name, values in HEADERS.items():
        for value in values:
            assert attack.get("/api/session", headers | {name: value}) < 500, (name, value)
