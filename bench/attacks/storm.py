"""Race storm: many at the same moment for one thing that only one may get, or that each must get once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from random import Random
from threading import Barrier
from typing import TypeVar

from tests.village import Client, Village

AT_ONCE = 6
T = TypeVar("T")


def storm(village: Village, random: Random) -> list[str]:
    """The races, one after the other; a text for each that ended otherwise than one winner and nothing lost."""
    return [*_one_mutation(village), *_one_field(village), *_one_username(village, random), *_one_role(village)]


def at_once(work: Sequence[Callable[[], T]]) -> list[T]:
    """Do everything from one starting line; the results in order."""
    start = Barrier(len(work))

    def run(one: Callable[[], T]) -> T:
        start.wait()
        return one()

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(run, work))


def twins(village: Village, name: str) -> list[Client]:
    """As many phones of one person."""
    return [village.client(name) for _ in range(AT_ONCE)]


def _one_mutation(village: Village) -> list[str]:
    phones = twins(village, "gv")
    made = phones[0].put(then="submit")
    outcomes = at_once([partial(one.do, made) for one in phones])
    history = phones[0].read(made["id"])["history"]
    wrong = [f"one mutation sent at once is in the history {len(history)} times"] if len(history) != 1 else []
    return wrong + ["one mutation got two versions"] * (len({one.get("version") for one in outcomes}) != 1)


def _one_field(village: Village) -> list[str]:
    author = village.client("gv")
    made = author.put(then="submit")
    base = author.do(made)["version"]
    leaders = twins(village, "ht")
    puts = [one.put(record=made["id"], base=base, set={"n": 10 + n}) for n, one in enumerate(leaders)]
    outcomes = at_once([partial(one.do, put) for one, put in zip(leaders, puts, strict=True)])
    seen = author.read(made["id"])
    kept = {seen["data"]["n"], *(one["value"] for one in seen.get("conflicts", {}).get("n", {}).values())}
    wrong = [f"of values written at once {sorted(kept)} were kept"] if kept != {10 + n for n in range(AT_ONCE)} else []
    return wrong + [f"an edit was answered {one}" for one in outcomes if "version" not in one]


def _one_username(village: Village, random: Random) -> list[str]:
    body = {"name": "Mới", "username": f"moi.{random.getrandbits(40):x}"}
    body |= {"role": {"unit": village.school.id, "role": "teacher"}}
    answers = at_once([partial(one.post, "/api/people", body) for one in twins(village, "ht")])
    statuses = sorted(one.status_code for one in answers)
    won, others = statuses.count(201), [one for one in statuses if one != 201]
    right = won == 1 and all(one in (409, 422) for one in others)
    return [] if right else [f"one username was made at once: {statuses}"]


def _one_role(village: Village) -> list[str]:
    """Two changes of one person that rest on the same version: one of them is to be refused."""
    account = village.accounts["gvb"]
    (first, *rest) = twins(village, "xa")
    version = first.get(f"/api/people/{account}").json["version"]
    body = {"unit": village.school.id, "role": "leader"}
    path = f"/api/people/{account}/roles"
    answers = at_once([partial(one.send, "POST", path, body, version) for one in (first, *rest)])
    statuses = sorted(one.status_code for one in answers)
    return [] if statuses.count(409) == AT_ONCE - 1 else [f"one version was changed at once: {statuses}"]
