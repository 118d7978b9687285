"""Asks pyxform of each workbook whether it is a sound form: run by ``.venv/forms``, where nothing of ours is installed.

Paths come in on standard input, a line each; an answer goes out for each as a line of JSON: ``{"path", "wrong"}``,
``wrong`` null where it is sound. With ``--validate`` ODK Validate is asked too.
"""

import json
import os
import sys


def main() -> None:
    from pyxform.xls2xform import convert

    validate = "--validate" in sys.argv
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what pyxform and Java print is no answer
    for line in sys.stdin:
        path = line.rstrip("\n")
        wrong = None
        try:
            convert(path, validate=validate)
        except Exception as fault:  # whatever it is, the form was not taken
            wrong = f"{type(fault).__name__}: {fault}"
        print(json.dumps({"path": path, "wrong": wrong}), file=out, flush=True)


if __name__ == "__main__":
    main()
