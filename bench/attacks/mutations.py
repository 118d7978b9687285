"""Mutations as phones send them, with one or the other member spoiled."""

from typing import Any

from bench.attacks import hostile
from bench.attacks.names import Names
from sync.protocol.transitions import VERBS
from sync.registers import Field


def mutation(names: Names) -> dict[str, Any]:
    """A mutation as a phone sends it, with one or the other member spoiled."""
    chance, random = names.chance, names.random
    pools = names.known.pools
    register = random.choice(names.known.registers)
    number = random.getrandbits(62)
    made: dict[str, Any] = {
        "id": f"0193a000-{number & 0xFFFF:04x}-7000-8000-{number >> 14:012x}",
        "do": random.choice(("put", "put", "put", *sorted(VERBS))),
        "at": names.one("at", {}, None),
        "unit": random.choice(pools["unit"]),
    }
    if made["do"] == "put":
        made |= {
            "form": register.form,
            "set": {one.name: answer(names, one) for one in register.fields.values() if chance(0.7)},
        }
        made |= {"period": names.one("period", {}, None)} if chance(0.6) else {}
        made |= {"then": "submit"} if chance(0.4) else {}
    if made["do"] != "put" or chance(0.4):
        made |= {"record": names.one("record", {}, None), "base": names.one("version", {}, None)}
    for name in ("text", "after", "field", "asks", "add", "remove", "resolves", "unit", "form", "id", "then"):
        if chance(0.06):
            made[name] = random.choice((*hostile.ANY_VALUE, {"a": ["b"]}, names.one(name, {}, None, 0.5)))
    if chance(0.4):
        made["text"] = "Đã xem"
    return made


def answer(names: Names, one: Field) -> Any:
    """An answer to a field of a register."""
    random, pools = names.random, names.known.pools
    if names.chance(0.12):
        return random.choice((*hostile.ANY_VALUE, *hostile.ANY_TEXT))
    choices = sorted(one.values) or ["a"]
    plain = {
        "integer": 5,
        "decimal": 2.5,
        "date": random.choice(pools["day"]),
        "time": "07:15",
        "datetime": f"{random.choice(pools['day'])}T07:15",
        "choice": random.choice(choices),
        "choices": [random.choice(choices)],
        "yesno": True,
        "ref": random.choice(pools["record"]),
        "unit": random.choice(pools["unit"]),
        "units": [random.choice(pools["unit"])],
        "person": random.choice(pools["account"]),
        "people": [random.choice(pools["account"])],
        "place": {"lat": 21.4, "lon": 103.0},
    }
    if one.type == "rows":
        return [{column.name: answer(names, column) for column in one.fields.values()}]
    return plain.get(one.type, "Vườn rau")
