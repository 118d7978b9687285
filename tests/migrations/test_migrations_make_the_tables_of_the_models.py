import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from server.platform.database import db
from server.platform.search_index import is_modelled
from tests.fixtures.applications import open_app


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def bare_url(request, tmp_path):
    """A database with nothing in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
        return
    cluster = request.getfixturevalue("postgres")
    name = cluster.make()
    yield cluster.url(name)
    cluster.drop(name)


@pytest.mark.lengthy
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_what_migrations_make_is_what_the_models_say(bare_url):
    with open_app(bare_url) as app, app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_server_default": True, "include_object": is_modelled}
            )
            assert compare_metadata(context, db.metadata) == []


@pytest.mark.lengthy
def test_a_migration_taken_back_leaves_nothing(bare_url):
    with open_app(bare_url) as app, app.app_context():
        upgrade()
        downgrade(revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
        upgrade()
        assert set(db.metadata.tables) < set(inspect(db.engine).get_table_names())
