"""Whether a text fits a pattern, in time that grows with the text alone: all ways through it are followed at once."""

from functools import lru_cache
from typing import NamedTuple

from sync.registers.pattern_text import Class, Either, Node, Repeat, Sequence, parsed


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text fits a well-formed pattern."""
    steps = _compiled(pattern)
    now = _follow(steps, {0})
    for letter in text:
        now = _follow(steps, {step.to[0] for at in now if (step := steps[at]).letter and step.letter.has(letter)})
        if not now:
            return False
    return any(steps[at].letter is None and not steps[at].to for at in now)


class _Step(NamedTuple):
    """A state: a letter leads to the next one, ``to[0]``; without a letter all of ``to`` are reached at once."""

    letter: Class | None
    to: tuple[int, ...]


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> tuple[_Step, ...]:
    steps: list[_Step] = []
    _put(steps, parsed(pattern))
    steps.append(_Step(None, ()))
    return tuple(steps)


def _put(steps: list[_Step], node: Node) -> None:
    """Add the states of a node; behind it goes on whatever is added next."""
    if isinstance(node, Class):
        steps.append(_Step(node, (len(steps) + 1,)))
    elif isinstance(node, Sequence):
        for part in node.parts:
            _put(steps, part)
    elif isinstance(node, Either):
        fork = len(steps)
        steps.append(_Step(None, ()))
        begins, ends = [], []
        for part in node.parts:
            begins.append(len(steps))
            _put(steps, part)
            ends.append(len(steps))
            steps.append(_Step(None, ()))
        steps[fork] = _Step(None, tuple(begins))
        for end in ends:
            steps[end] = _Step(None, (len(steps),))
    else:
        _put_repeat(steps, node)


def _put_repeat(steps: list[_Step], node: Repeat) -> None:
    for _ in range(node.least):
        _put(steps, node.part)
    fork = len(steps)
    if node.most is None:
        steps.append(_Step(None, ()))
        _put(steps, node.part)
        steps.append(_Step(None, (fork,)))
        steps[fork] = _Step(None, (fork + 1, len(steps)))
        return
    forks = []
    for _ in range(node.most - node.least):
        forks.append(len(steps))
        steps.append(_Step(None, ()))
        _put(steps, node.part)
    for at in forks:
        steps[at] = _Step(None, (at + 1, len(steps)))


def _follow(steps: tuple[_Step, ...], begun: set[int]) -> set[int]:
    """The states that are reached from some without a letter."""
    todo, found = list(begun), set(begun)
    while todo:
        step = steps[todo.pop()]
        if step.letter is None:
            for at in step.to:
                if at not in found:
                    found.add(at)
                    todo.append(at)
    return found
