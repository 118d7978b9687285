"""The overview of a whole province: its 485 schools with ten thousand records, and with ten million."""

import argparse
import shutil
import tempfile
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import func, select, text

from bench.desk import OFFICER, SAME_ORIGIN, fill_cells, measure
from server import create_app
from server.database import db, read, write
from server.demo import PASSWORD, load
from server.models import Cell

PERIOD = "2025-2026"
PAGES = {
    "overview": "/api/overview?register={register}&period=" + PERIOD,
    "overview, in figures": "/api/figures?register={register}&period=" + PERIOD,
    "overview, models": "/api/overview?register=model&period=" + PERIOD,
    "overview, profiles": "/api/overview?register=school_profile&period=" + PERIOD,
    "overview, unchanged": "/api/overview?register={register}&period=" + PERIOD,
}
RECORDS = 10_000_000


def spread() -> None:
    """Every school of a level tells what one of that level in the demo tells: some twenty records each."""
    names = "register, measure, period, month, dimension, key, status, value"
    named = ", ".join(f"c.{name}" for name in names.split(", "))
    with write() as session:
        session.execute(
            text(
                "CREATE TEMP TABLE teller AS SELECT id, level, row_number() OVER (PARTITION BY level ORDER BY id) AS n "
                "FROM unit WHERE id IN (SELECT unit FROM cell WHERE register = 'activity')"
            )
        )
        session.execute(
            text(
                "CREATE TEMP TABLE told AS SELECT u.id, (SELECT t.id FROM teller t WHERE t.level = u.level "
                "ORDER BY t.n LIMIT 1 OFFSET (u.rowid % (SELECT count(*) FROM teller o WHERE o.level = u.level))) "
                "AS like_ FROM unit u WHERE u.kind = 'school' AND u.id NOT IN (SELECT id FROM teller)"
            )
        )
        session.execute(
            text(
                f"INSERT OR IGNORE INTO cell (unit, {names}) "
                f"SELECT o.id, {named} FROM told o JOIN cell c ON c.unit = o.like_"
            )
        )
