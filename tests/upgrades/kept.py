"""What an answer of today has lost of one that was given then. Members and entries may be added, none may go."""

from typing import Any

NAMES = ("key", "id", "register")  # what tells the entries of a list apart, where they have it


def lost(then: Any, now: Any, path: str = "") -> list[str]:
    """Where ``now`` is not what ``then`` was, one text each."""
    if isinstance(then, dict) and isinstance(now, dict):
        gone = [f"{path}/{name}: gone" for name in then if name not in now]
        return gone + [one for name in then if name in now for one in lost(then[name], now[name], f"{path}/{name}")]
    if isinstance(then, list) and isinstance(now, list):
        return _lost_of_list(then, now, path)
    return [] if then == now else [f"{path}: {now!r}, was {then!r}"]


def _lost_of_list(then: list[Any], now: list[Any], path: str) -> list[str]:
    name = next((name for name in NAMES if _tells_apart(name, then) and _tells_apart(name, now)), None)
    if name is None:
        if len(then) != len(now):
            return [f"{path}: {len(now)} entries, were {len(then)}"]
        return [one for n, pair in enumerate(zip(then, now, strict=True)) for one in lost(*pair, f"{path}/{n}")]
    entries = {entry[name]: entry for entry in now}
    here = [entry[name] for entry in then]
    order = [key for key in entries if key in set(here)]
    moved = [] if order == here else [f"{path}: {order}, were {here}"]
    there = [(entry, entries[entry[name]]) for entry in then if entry[name] in entries]
    return moved + [one for was, entry in there for one in lost(was, entry, f"{path}/{entry[name]}")]


def _tells_apart(name: str, entries: list[Any]) -> bool:
    keys = [entry.get(name) for entry in entries if isinstance(entry, dict)]
    return len(keys) == len(entries) == len({str(key) for key in keys}) and None not in keys
