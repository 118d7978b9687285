"""Asking the oracle: which workbooks pyxform turns into a form, and which of these ODK Validate accepts."""

import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from server.platform.config import ROOT

PYTHON = Path(os.environ.get("FORMS_PYTHON", ROOT / ".venv" / "forms" / "bin" / "python"))


def wrong(paths: Iterable[Path], validate: bool = False) -> dict[Path, str | None]:
    """Workbook → what the oracle says against it, None where nothing. ``validate``: ODK Validate is asked too."""
    command = [str(PYTHON), str(Path(__file__).with_name("oracle.py")), *(["--validate"] if validate else [])]
    given = "".join(f"{path}\n" for path in paths)
    answers = subprocess.run(command, input=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if answers.returncode:
        raise SystemExit(f"{PYTHON} could not be asked; `make forms` sets it up")
    found = [json.loads(line) for line in answers.stdout.splitlines()]
    return {Path(one["path"]): one["wrong"] for one in found}
