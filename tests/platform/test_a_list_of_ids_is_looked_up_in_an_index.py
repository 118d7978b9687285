"""However many ids a statement is given, the rows are found by the index of their column, on both databases."""

import pytest
from sqlalchemy import select, text

from server.exchange.cursor_check import _STATE
from server.log.batch import _ENTRIES, _RECORDS
from server.models.org import Unit
from server.org.people import add_unit
from server.platform.database import db, write
from server.platform.id_lists import among

LISTS = ("ids", "scopes", "reminded_units")
NAME = 'it\'s "quoted", [Sín Thầu]\\'


@pytest.mark.parametrize("statement", [_ENTRIES, _RECORDS, _STATE])
def test_no_table_is_read_whole(app, statement):
    with app.app_context(), db.engine.connect() as connection:
        postgres = connection.dialect.name == "postgresql"
        if postgres:
            connection.execute(text("SET enable_seqscan = off"))
        shown = statement.compile(dialect=connection.dialect)
        given = {name: "[]" if name in LISTS else value for name, value in shown.params.items()}
        if not postgres:
            given = tuple(given[name] for name in shown.positiontup)
        plan = str(
            connection.exec_driver_sql(f"{'EXPLAIN' if postgres else 'EXPLAIN QUERY PLAN'} {shown}", given).all()
        )
    for table in ("log_entry", "record", "scope"):
        assert f"SCAN {table}" not in plan.replace(f"SCAN {table} USING COVERING INDEX", "")
        assert f"Seq Scan on {table} " not in plan


def test_each_text_is_taken_as_it_is(app):
    with app.app_context(), write() as session:
        add_unit(session, kind="province", name=NAME)
        session.flush()
        named = select(Unit.name).where(among(Unit.name, "names"))
        assert session.scalars(named, {"names": ["Sín Thầu", NAME]}).all() == [NAME]
        assert session.scalars(named, {"names": []}).all() == []
