"""Makes the data that the pictures show: the demo province, with a teacher who has written nothing yet."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from sqlalchemy import select

from server import create_app
from server.demo import PASSWORD
from server.models.catalog import change_catalog
from server.models.org import Person, Role, Unit
from server.org import people
from server.platform.config import ROOT
from server.platform.database import db, write
from server.platform.password_hash import hash_password

NEW = "moi.demo"  # a teacher of the demo's school who has written nothing yet


def copy_to(folder: Path) -> str:
    """Copy the prepared database to ``folder``/used.db, and return the URL of the copy.

    The original, in the same folder, is made if there is none with the present tables.
    """
    made = folder / f"demo-{_tables()}.db"
    if not made.exists():
        prepare(f"sqlite:///{made}")
    for rest in ("-wal", "-shm"):  # of a copy whose server was killed
        (folder / f"used.db{rest}").unlink(missing_ok=True)
    return f"sqlite:///{shutil.copy(made, folder / 'used.db')}"


def prepare(url: str) -> None:
    """Load the demo province into the database at ``url``, and add a new teacher to the school of ``gv.demo``."""
    environment = os.environ | {"DATABASE_URL": url, "LANTOA_DEMO": "1", "LANTOA_LOG_LEVEL": "warning"}
    subprocess.run([sys.executable, "-m", "flask", "demo"], cwd=ROOT, env=environment, check=True)
    app = create_app({"DATABASE_URL": url, "DEMO": True, "LOG_LEVEL": "ERROR"})
    with app.app_context():
        with write() as session:
            school = session.scalars(
                select(Role.unit).join(Person, Person.id == Role.person).where(Person.username == "gv.demo")
            ).first()
            person = people.add_person(session, username=NEW, name="Lò Thị Mới", password_hash=hash_password(PASSWORD))
            session.flush()
            people.give_role(session, person, session.get_one(Unit, school), "teacher")
            change_catalog(session)
        db.engine.dispose()


def _tables() -> str:
    """A short hash of all migrations, by which a database with other tables is not used again."""
    files = sorted((ROOT / "server/migrations/versions").glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]
