"""How heavy and how slow a page is on a poor phone: python -m bench.client.measure URL --selector 'input[name=age]'

Prints JSON: ``{"cold": {network: medians}, "warm_offline": medians}``. Cold: a new profile for each run. Warm: the
browser starts again on the profile of the last cold run, without network for the page and its service worker.

The shaping has no name look-up, TCP or TLS in it: on a real 2G link add about three round trips.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile

from bench.client.browser import NETWORKS
from bench.client.devtools import Gone, Message
from bench.client.visit import visit

COLD = tuple(network for network in NETWORKS if network != "offline")


def medians(runs: list[Message]) -> Message:
    """The median of each number over the runs in which the page became usable, by its name.

    ``usable_range``: the least and the largest time until it was usable. ``error`` if it never was.
    """
    usable = [run for run in runs if run.get("usable") is not None]
    if not usable:
        return {"error": runs[-1].get("error"), "runs": len(runs), "usable_runs": 0}
    found: Message = {"runs": len(runs), "usable_runs": len(usable)}
    for name in usable[0]:
        values = [run[name] for run in usable if run.get(name) is not None]
        if values:
            found[name] = round(statistics.median(values))
    times = [run["usable"] for run in usable]
    return found | {"usable_range": [round(min(times)), round(max(times))]}


def attempt(given: argparse.Namespace, profile: str, network: str, until_offline: bool) -> Message:
    """What one visit measures (see ``visit``); ``{"error": message}`` if the browser ended or refused a command."""
    try:
        found = visit(given.url, given.selector, profile, network, given.cpu, until_offline)
    except (Gone, RuntimeError) as fault:
        found = {"error": str(fault)}
    print(network, {name: found.get(name) for name in ("usable", "bytes", "error")}, file=sys.stderr)
    return found


def main() -> None:
    """Measure the page that the command line names, and print the medians as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--selector", required=True, help="CSS selector of the first field")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--warm-runs", type=int, default=3)
    parser.add_argument("--cpu", type=float, default=6, help="how many times slower than this machine")
    given = parser.parse_args()
    result: Message = {"url": given.url, "load_at_start": os.getloadavg()[0], "cold": {}}
    with tempfile.TemporaryDirectory(prefix="lantoa-phones-", ignore_cleanup_errors=True) as folder:
        for network in COLD:
            profiles = [f"{folder}/{network}-{number}" for number in range(given.runs)]
            result["cold"][network] = medians([attempt(given, one, network, True) for one in profiles])
        # The last of these profiles has visited the page before.
        warm = [attempt(given, profiles[-1], "offline", False) for _ in range(given.warm_runs)]
    result |= {"warm_offline": medians(warm), "load_at_end": os.getloadavg()[0]}
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
