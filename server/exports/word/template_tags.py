"""Checks the tags of a template: they show, repeat or leave out what there is, and do nothing else."""

from collections.abc import Iterator, Set

from jinja2 import TemplateSyntaxError
from jinja2.nodes import Filter, For, Getattr, Name, Node, Test

from server.exports.word.sandbox import FILTERS, TESTS, sandbox
from server.exports.word.template_fault import TemplateFault, at
from server.exports.word.template_lines import Lines
from server.exports.word.template_text import NOWHERE, Tag
from server.exports.word.variables import ReportVariables

VARIABLES = frozenset(ReportVariables.__annotations__)
"""The names that a template may use."""
STATEMENTS = (
    *("Output", "TemplateData", "Template", "Name", "Getattr", "Const", "For", "If", "Filter", "Test"),
    *("Compare", "Operand", "And", "Or", "Not", "CondExpr", "Keyword"),
)
"""The kinds of nodes in Jinja's syntax tree that a template may have: no calls, no arithmetic, no imports."""
DEEPEST = 3  # levels of loops within loops, so that no template runs for long


def tag_faults(lines: Lines) -> Iterator[TemplateFault]:
    """Faults of the tags in a part: one that cannot be read, or each that does or names what it may not."""
    environment = sandbox()
    try:
        tree = environment.parse(lines.text)
    except TemplateSyntaxError as fault:
        yield at("syntax", lines.tag(fault.lineno))
        return
    yield from _node_faults(tree, lines, VARIABLES, 0)


def _node_faults(
    node: Node, lines: Lines, names: Set[str], depth: int, around: Tag = NOWHERE
) -> Iterator[TemplateFault]:
    """A fault for each node at or below this one that is not allowed.

    ``names``: those that there are here; ``depth``: how many loops are around it; ``around``: the tag of what is above.
    """
    tag = lines.tag(node.lineno) if node.lineno else around
    yield from _own_faults(node, tag, names, depth)
    within = names
    if isinstance(node, For):
        within = names | {"loop", getattr(node.target, "name", "")}
        depth += 1
    for field, value in node.iter_fields():
        here = names if field in ("iter", "else_") else within
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, Node):
                yield from _node_faults(child, lines, here, depth, tag)


def _own_faults(node: Node, tag: Tag, names: Set[str], depth: int) -> Iterator[TemplateFault]:
    """A fault for each rule that this node itself breaks; ``tag``: the one that it stands in."""
    private = isinstance(node, Getattr) and node.attr.startswith("_")
    if private or type(node).__name__ not in STATEMENTS or (isinstance(node, For) and node.recursive):
        yield at("says", tag)
    if isinstance(node, For) and depth >= DEEPEST:
        yield at("deep", tag)
    if isinstance(node, Name) and node.name not in names and node.ctx == "load":
        yield at("unknown", tag, node.name)
    if isinstance(node, Filter) and node.name not in FILTERS:
        yield at("filter", tag, node.name) | {"may": ", ".join(FILTERS)}
    if isinstance(node, Test) and node.name not in TESTS:
        yield at("test", tag, node.name) | {"may": ", ".join(TESTS)}
