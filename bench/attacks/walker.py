"""Scope walker: asks every address that reads for what is another school's, by each id that it has, and looks whether
anything of that school comes back."""

from collections.abc import Iterable, Iterator
from itertools import product
from random import Random

from bench.attacks.known import known
from tests.village import Village

SECRET = "bí mật của trường bên"


def walk(village: Village, random: Random, readers: Iterable[str] = ("gv", "ht", "xa")) -> list[str]:
    """What a teacher, a leader and a commune, or other ``readers``, read of a school that is none of theirs: a text for
    each find."""
    author = village.client("gv2")
    put = author.put(set={"note": SECRET, "n": 1, "day": "2026-10-05"}, then="submit")
    draft = author.put(set={"note": f"{SECRET}, nháp", "n": random.randrange(1000)})
    author.sync(put, draft)
    ids = [put["id"], draft["id"], village.other.id, village.accounts["gv2"]]
    pools = known(village.app, ()).pools
    found = []
    description = village.app.test_client().get("/api/openapi.json").json
    for name in readers:
        reader = village.client(name)
        for path, item in description["paths"].items():
            given = [*item.get("parameters", []), *item.get("get", {}).get("parameters", [])]
            if "get" not in item or not given:
                continue
            for asked in addresses(path, given, ids, pools, random):
                body = reader.get(asked).data
                if SECRET.encode() in body or any(one.encode() in body for one in ids[:2] if one not in asked):
                    found.append(f"{name} reads {asked}")
        changes = {one["id"] for one in reader.sync().get("changes", [])}
        found += [f"{name} is fed {id}" for id in changes & {*ids}]
    return found


def addresses(path: str, given: list, ids: list[str], pools: dict[str, list[str]], random: Random) -> Iterator[str]:
    """The address with each of ``ids`` where its path has room for one, or else with one optional parameter at a time,
    and with something that is there for what it needs."""

    def fitting(one: dict, id: str) -> str:
        if one["schema"].get("type") == "integer":
            return "1"
        pool = pools.get({"key": "register"}.get(one["name"], one["name"]), [])
        return random.choice(pool) if pool and one["name"] in ("key", "register", "period", "measure", "form") else id

    inside = [one for one in given if one["in"] == "path"]
    queries = [one for one in given if one["in"] == "query"]
    needed = [one for one in queries if one.get("required")]
    options = [None] if inside else [None, *(one for one in queries if one not in needed)]
    for id, option in product(ids if inside else ids[2:3], options):
        filled = path
        for one in inside:
            filled = filled.replace(f"{{{one['name']}}}", fitting(one, id))
        asked = [f"{one['name']}={fitting(one, id)}" for one in (*needed, option) if one]
        yield f"{filled}?{'&'.join(asked)}"
