"""Two schools with records of two fields, and what is asked of tables of them."""

from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import select

from server.figures.explore import counting
from server.jobs import chores
from server.models.figures import FieldsCount
from server.platform.database import read
from server.registers import published
from tests.figures.by_hand import added, written
from tests.figures.test_explore_is_right_in_any_world import FORM
from tests.fixtures.applications import REGISTERS, open_app

FOLDERS = [*REGISTERS, Path(__file__).parent / "explore_registers"]
TABLE = {"register": "probe_pair", "period": "2026-2027", "measure": "count"} | {"rows": "pick", "columns": "picks"}


def write_one(village, name, number):
    author = village.client(name)
    author.unit = village.other.id if name == "gv2" else author.unit
    pick = "a" if number < 4 else "b"
    answers = {"note": "Thử", "day": "2026-10-05", "n": number, "m": 10, "pick": pick}
    answers |= {"picks": ["x", "y"][: 1 + number % 2]} if pick == "a" else {}
    outcome = author.do(author.mutation("put", form=FORM, set=answers, then="submit"))
    assert "refused" not in outcome, outcome


@contextmanager
def jobs(village):
    """The application of the jobs, on the same database."""
    with open_app(village.app.config["DATABASE_URL"], REGISTERS=FOLDERS) as app, app.app_context():
        yield app


def work(village):
    with jobs(village):
        chores.count_fields()


def step(village):
    with jobs(village) as app:
        counting.step(published.renew(app), counting._next(()), set())


def order(client, **params):
    answer = client.post(f"/api/explore/counts?{urlencode(TABLE | params)}", {})
    assert answer.status_code == 202, answer.text
    return answer.json


def progress(client, **params):
    return client.get(f"/api/explore/counts?{urlencode(TABLE | params)}").json


def table(client, **params):
    answer = client.get(f"/api/explore?{urlencode(TABLE | params)}")
    assert answer.status_code == 200, answer.text
    return answer.json


def by_hand(village, amount=lambda record: 1, units=None):
    records = [one for one in written(village.app) if one.status == "submitted" and (not units or one.unit in units)]
    own = {
        "pick": lambda record: [record.data["pick"]],
        "picks": lambda record: record.data.get("picks") or [],
    }
    return added(records, own["pick"], own["picks"], amount)


def orders(village):
    with village.app.app_context(), read() as session:
        return list(session.scalars(select(FieldsCount)))
