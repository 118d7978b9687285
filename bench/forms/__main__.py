"""``make forms``: our registers as XLSForms, and forms of others, asked of pyxform and ODK Validate.

``python -m bench.forms FOLDER …`` looks at the workbooks of these folders beside our own registers.
"""

import sys
import tempfile
from pathlib import Path

from bench.forms import others, own


def main() -> None:

    with tempfile.TemporaryDirectory() as folder:
        sound = own.check(Path(folder))
    for named in sys.argv[1:]:
        others.check(Path(named))
    if not sound:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
