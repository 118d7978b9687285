"""What the certificate is taken on: the demo's accounts, two approved models a school, and some hundred activities."""

from tests.fixtures.applications import open_app
from tests.village import Client, Village, code

PASSWORD = "demo-thi-dua"
ACTIVITIES = 60  # of each school


def town(url: str) -> str:
    """Fill the empty tables at ``url`` through the exchange; returns ``url``."""
    with open_app(url) as app:
        village = Village(app, "demo", PASSWORD)
        for leader, teacher in (("ht", "gv"), ("ht2", "gv2")):
            models = [_model(village, village.client(leader), kind) for kind in ("library", "garden")]
            _activities(village.client(teacher), models)
    return url


def _model(village: Village, leader: Client, kind: str) -> str:
    answers = {"kind": kind, "name": f"Mô hình {kind}", "movements": ["innovation"], "start": "2025-09-10"}
    made = leader.mutation("put", form="model@1", period="2025-2026", set=answers, then="submit")
    submitted = leader.do(made)
    verify = leader.mutation("verify", record=made["id"], base=submitted["version"])
    approve = leader.mutation("approve", record=made["id"], base=leader.do(verify)["version"])
    assert code(village.client("so").do(approve)) is None
    return made["id"]


def _activities(teacher: Client, models: list[str]) -> None:
    made = []
    for number in range(ACTIVITIES):
        day = f"2025-{9 + number % 4:02}-15"
        answers = {"model": models[number % 2], "title": f"Tiết đọc {number}", "students": 20 + number, "date": day}
        made.append(teacher.mutation("put", form="activity@1", set=answers, then="submit"))
    outcomes = teacher.sync(*made)["outcomes"].values()
    assert all(code(outcome) is None for outcome in outcomes)
