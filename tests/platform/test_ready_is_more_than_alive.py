"""A process that answers is alive; it is ready once its database answers too, with the tables of its release."""

from sqlalchemy import text

from server import create_app
from server.platform.database import write

ADDRESSES = ("/api/health/live", "/api/health/ready", "/api/health")


def statuses(app) -> tuple[int, ...]:
    return tuple(app.test_client().get(address).status_code for address in ADDRESSES)


def test_with_its_tables_it_is_alive_and_ready(app):
    assert statuses(app) == (200, 200, 200)


def test_with_the_tables_of_another_release_it_is_alive_alone(app):
    with app.app_context(), write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert statuses(app)[:2] == (200, 503)


def test_without_a_database_it_is_alive_alone():
    app = create_app({"DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/none", "LOG_LEVEL": "ERROR"})
    assert statuses(app) == (200, 503, 503)
