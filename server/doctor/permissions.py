"""Who else on this machine can reach the folders in which the service keeps its data."""

import stat
from collections.abc import Mapping
from pathlib import Path

from server.doctor.finding import FAULT, OK, Finding


def check_permissions(folders: Mapping[str, Path]) -> Finding:
    """Whether each folder that exists is closed to every other account, as children's names are in it.

    ``folders``: what each holds → the folder.
    """
    there = sorted({folder for folder in folders.values() if folder.is_dir()})
    open_ = [folder for folder in there if stat.S_IMODE(folder.stat().st_mode) & 0o077]
    if not open_:
        return Finding("permissions", OK, f"Closed to other accounts: {', '.join(map(str, there)) or 'no folder yet'}.")
    files = [path for folder in open_ for path in folder.iterdir() if path.is_file() and path.stat().st_mode & 0o004]
    found = f"Other accounts of this machine can look into {', '.join(map(str, open_))} and read {len(files)} files."
    todo = f"Close it: chmod 700 {' '.join(map(str, open_))}; chmod -R go= for what lies in it."
    return Finding("permissions", FAULT, found, todo)
