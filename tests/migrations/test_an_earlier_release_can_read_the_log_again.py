"""Where the tables are taken back, what this release stores in short forms is whole again."""

from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from server.platform.database import read
from sync.protocol.canonical import canonical
from tests.fixtures.applications import open_app
from tests.village import Village

BEFORE = "0022"


def test_bodies_outcomes_and_writers_are_whole_again(sqlite_url):
    with open_app(sqlite_url) as app:
        gv = Village(app).client("gv")
        made, refused = gv.put(set={"n": 1}), gv.put(form="unknown@1")
        outcomes = gv.sync(made, refused)["outcomes"]
        with app.app_context():
            downgrade(revision=BEFORE)
            with read() as session:
                rows = session.execute(text("SELECT body, json(outcome) FROM log_entry ORDER BY seq")).all()
                writers = session.scalar(text("SELECT json(writers) FROM record"))
            upgrade()
        assert [bytes(body) for body, _ in rows] == [canonical(made), canonical(refused)]
        assert rows[0][1] == f'{{"version":"{outcomes[made["id"]]["version"]}"}}'
        assert '"refused"' in rows[1][1]
        assert writers == f'{{"n":[[1,"{made["id"]}"]]}}'
