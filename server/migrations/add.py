"""``make migration m="what it is for"``: adds the next migration, with the difference of the models from the last one.

Read it before you commit it: a renamed column appears as one that is dropped and one that is added.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from flask_migrate import revision, upgrade

from server import create_app

FOLDER = Path(__file__).parent


def add(message: str, folder: Path = FOLDER) -> Path:
    """Write a new migration into ``folder``/versions, with the next number, and return its file.

    It changes the tables that the earlier migrations make into those of the models. ``message``: what it is for.
    """
    numbers = [int(path.name[:4]) for path in (folder / "versions").glob("[0-9]*.py")]
    number = f"{max(numbers) + 1:04}"
    with tempfile.TemporaryDirectory() as scratch:
        app = create_app({"DATABASE_URL": f"sqlite:///{scratch}/empty.db"})
        with app.app_context():
            upgrade(directory=str(folder))
            revision(directory=str(folder), message=message, rev_id=number, autogenerate=True)
    [written] = (folder / "versions").glob(f"{number}_*.py")
    return written


def main() -> None:
    message = " ".join(sys.argv[1:]).strip()
    if not message:
        raise SystemExit('what is it for? make migration m="Keep photos beside their records"')
    written = str(add(message))
    for command in (["format", "--quiet"], ["check", "--fix", "--quiet"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *command, written], check=True)
    print(written)


if __name__ == "__main__":
    main()
