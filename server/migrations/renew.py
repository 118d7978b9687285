"""``make migration``: the first migration, made again from the models; until the first release it is the only one."""

import subprocess
import sys
import tempfile
from pathlib import Path

from flask_migrate import revision

from server import create_app

VERSIONS = Path(__file__).parent / "versions"


def renew() -> list[Path]:
    """Replace what is in versions/ by one migration that makes today's tables; returns the files written."""
    for old in VERSIONS.glob("*.py"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"DATABASE_URL": f"sqlite:///{folder}/empty.db"})
        with app.app_context():
            revision(message="first tables", rev_id="0001", autogenerate=True)
    return sorted(VERSIONS.glob("*.py"))


if __name__ == "__main__":
    written = [str(path) for path in renew()]
    for command in (["format", "--quiet"], ["check", "--fix", "--quiet"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *command, *written], check=True)
    print(*written)
