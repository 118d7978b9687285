"""``make lighthouse``: what Lighthouse says of the first page, an example, a model and figures, as on a slow phone.

Its four marks are printed for each page with what moves, what weighs and when the largest part is drawn. It fails where
a mark is below the least that is promised, or something moves.
"""

import argparse
import json
import os
import re
import subprocess
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

from bench.load.served import served
from server.platform.config import ROOT
from tests.fixtures.browser import FLAGS
from tests.provision import browser_path

MARKS = {"performance": 0.9, "accessibility": 1.0, "best-practices": 1.0, "seo": 1.0}
"""The least that each may be. That of speed is a guess, which a busy machine lowers: the best of ``TIMES`` counts."""
TIMES = 3
FIGURES = {"largest-contentful-paint": "largest", "cumulative-layout-shift": "moves", "total-byte-weight": "weighs"}
PROGRAM = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"


def addresses(url: str) -> list[str]:
    """The pages that are looked at: the first, and the first of each kind that it names."""
    with urllib.request.urlopen(f"{url}/dien-hinh") as answer:
        named = re.findall(r'<a href="(/dien-hinh/[^"?#]+)"', answer.read().decode())
    examples = [one for one in named if re.fullmatch(r"/dien-hinh/[\w-]{8,}", one)]
    parts = [[one for one in named if one.startswith(f"/dien-hinh/{part}/")] for part in ("mo-hinh", "so-lieu")]
    return ["/dien-hinh", *(found[0] for found in (examples, *parts) if found)]


def best(address: str) -> dict[str, Any]:
    """The report with the best mark of speed; one that is as promised is enough."""
    reports: list[dict[str, Any]] = []
    while len(reports) < TIMES and (not reports or speed(reports[-1]) < MARKS["performance"]):
        reports.append(look(address))
    return max(reports, key=speed)


def speed(report: dict[str, Any]) -> float:
    """The mark of speed, from 0 to 1."""
    return float(report["categories"]["performance"]["score"] or 0)


def look(address: str) -> dict[str, Any]:
    """Lighthouse's report of a page."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={report}"]
        command += [f"--only-categories={','.join(MARKS)}", f"--chrome-flags=--headless {' '.join(FLAGS)}"]
        subprocess.run(command, check=True, env=os.environ | {"CHROME_PATH": browser_path() or ""})
        found: dict[str, Any] = json.loads(report.read_text())
    return found


def show(path: str, report: dict[str, Any]) -> bool:
    """Print a page's marks; whether they are as promised."""
    marks = {name: report["categories"][name]["score"] or 0 for name in MARKS}
    figures = ", ".join(
        f"{name} {report['audits'][audit].get('displayValue', '–').split(' was ')[-1]}"
        for audit, name in FIGURES.items()
    )
    print(f"{path}: {', '.join(f'{name} {mark * 100:.0f}' for name, mark in marks.items())}; {figures}", flush=True)
    still = report["audits"]["cumulative-layout-shift"]["numericValue"] == 0
    return still and all(marks[name] >= least for name, least in MARKS.items())


def main() -> None:
    """Look at each page of a demo, and fail if one is not as promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--database", default=f"sqlite:///{ROOT}/var/lantoa.db", help="with the demo: make run has made it"
    )
    given = parser.parse_args()
    with served(given.database) as server:
        sound = [show(path, best(f"{server.url}{path}")) for path in addresses(server.url)]
    print(f"load of {os.cpu_count()} processors: {os.getloadavg()[0]:.1f}")
    if not all(sound):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
