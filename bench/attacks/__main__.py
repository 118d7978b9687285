"""Plays rounds of each attack on scopes, batches, ids, sessions and races, on both databases, and prints what it found:
python -m bench.attacks walk --rounds 20. It fails if that is anything."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from random import Random

from flask_migrate import upgrade

from bench.attacks.intruder import intrude
from bench.attacks.smuggler import smuggle
from bench.attacks.squatter import squat
from bench.attacks.storm import storm
from bench.attacks.walker import walk
from bench.load.cluster import cluster
from bench.trust.page import put
from server import create_app
from server.platform.config import ROOT, database_url
from server.platform.database import db
from tests.village import Village

ATTACKS: dict[str, Callable[[Village, Random], list[str]]] = {
    "walk": walk,
    "smuggle": smuggle,
    "squat": squat,
    "intrude": intrude,
    "storm": storm,
}
REGISTERS = [ROOT / "server" / "registers" / "definitions", ROOT / "tests" / "fixtures" / "registers"]
PROGRAM = "python -m bench.attacks"


def play(url: str, attack: Callable[[Village, Random], list[str]], seed: int, rounds: int) -> list[str]:
    """What ``rounds`` of an attack find on the database at ``url``, each in a village of its own."""
    app = create_app({"DATABASE_URL": database_url(url), "REGISTERS": REGISTERS, "LOG_LEVEL": "CRITICAL"})
    with app.app_context():
        upgrade()
    found = [one for number in range(rounds) for one in attack(Village(app), Random(seed + number))]
    with app.app_context():
        db.engine.dispose()
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("attacks", nargs="*", metavar="attack", help=f"all, or some of {', '.join(ATTACKS)}")
    options.add_argument("--rounds", type=int, default=20, help="on each database")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    wrong = []
    with tempfile.TemporaryDirectory() as folder, cluster() as server:
        for name in given.attacks or ATTACKS:
            attack, found = ATTACKS[name], []
            for url in (f"sqlite:///{folder}/lantoa.db", server.url):
                found += play(url, attack, given.seed, given.rounds)
            what = str(sys.modules[attack.__module__].__doc__).partition(":")[0]
            put(f"{PROGRAM} {name}", [what, 2 * given.rounds, len(found), f"`{PROGRAM} {name}`"])
            print(f"{what}: {2 * given.rounds} rounds, {len(found)} finds", *found[:20], sep="\n  ", flush=True)
            wrong += found
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
