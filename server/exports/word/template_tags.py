"""Checks the tags of a template: they show, repeat or leave out what there is, and do nothing else."""

from collections.abc import Iterator

from jinja2 import TemplateSyntaxError
from jinja2.nodes import Filter, For, Getattr, Name, Node, Test

from server.exports.word.sandbox import FILTERS, TESTS, sandbox
from server.exports.word.template_fault import TemplateFault, at
from server.exports.word.template_lines import Lines
from server.exports.word.template_loops import LISTS, REPORT, Scope, loop_over
from server.exports.word.template_text import NOWHERE, Tag

VARIABLES = frozenset(REPORT)
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
    yield from _node_faults(tree, lines, REPORT, ())


def _node_faults(
    node: Node, lines: Lines, names: Scope, loops: tuple[str, ...], around: Tag = NOWHERE
) -> Iterator[TemplateFault]:
    """A fault for each node at or below this one that is not allowed.

    ``names``: those that there are here; ``loops``: what each loop around it repeats, by name, the outermost first;
    ``around``: the tag of what is above.
    """
    tag = lines.tag(node.lineno) if node.lineno else around
    yield from _own_faults(node, tag, names, len(loops))
    within, around_these = names, loops
    if isinstance(node, For):
        rule, kind = loop_over(node.iter, names, loops[-1] if loops else "")
        if rule:
            fault = at(rule, tag)
            yield fault | {"may": ", ".join(LISTS)} if rule == "loop" else fault
        target = getattr(node.target, "name", "")
        within, loops = {**names, "loop": None, target: kind}, (*loops, target)
    for field, value in node.iter_fields():
        outside = field in ("iter", "else_")
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, Node):
                scope = (names, around_these) if outside else (within, loops)
                yield from _node_faults(child, lines, *scope, tag)


def _own_faults(node: Node, tag: Tag, names: Scope, depth: int) -> Iterator[TemplateFault]:
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
