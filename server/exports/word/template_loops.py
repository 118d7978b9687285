"""Over what a template's loops may go: the lists of the report, and within a loop the lists of what is repeated.

So a template runs no longer than the report is, whatever stands in it.
"""

from collections.abc import Mapping
from typing import get_args, get_origin, get_type_hints, is_typeddict

from jinja2.nodes import Getattr, Name, Node

from server.exports.word.variables import ReportVariables

Scope = Mapping[str, object]
"""The names that a template may use at a place → the types of their values, None where nothing is known of it."""
REPORT: Scope = get_type_hints(ReportVariables)
LISTS = tuple(name for name, kind in REPORT.items() if get_origin(kind) is list)
"""The names of the report's lists."""


def loop_over(over: Node, scope: Scope, within: str) -> tuple[str, object]:
    """The rule that a loop breaks by what it goes over, ``""`` if none, and the type of what it repeats.

    ``within``: the name of what the loop around it repeats, ``""`` if there is none.
    """
    path = _path(over)
    if not path or (within and path[0] != within):
        return "loop", None
    kind = scope.get(path[0])
    for name in path[1:]:
        members = get_type_hints(kind) if isinstance(kind, type) and is_typeddict(kind) else {}
        if name not in members:
            return "member", None
        kind = members[name]
    if path[0] in scope and get_origin(kind) is not list:
        return "fill", None
    return "", next(iter(get_args(kind)), None)


def _path(node: Node) -> list[str]:
    """The names of a chain such as ``appendix.rows``, the first one first; none for anything else."""
    if isinstance(node, Name):
        return [node.name]
    above = _path(node.node) if isinstance(node, Getattr) else []
    return [*above, node.attr] if above and isinstance(node, Getattr) else []
