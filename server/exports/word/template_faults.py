"""Checks an uploaded report template: it may show figures, and do nothing else."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NotRequired, TypedDict

from jinja2.nodes import For, Getattr, Node

from server.exports.word.sandbox import sandbox
from server.exports.word.template_sample import SAMPLE
from server.exports.word.variables import ReportVariables, variables

LARGEST = 2 << 20  # bytes of the file
LARGEST_INFLATED = 8 << 20
MOST_PARTS = 300
DEEPEST = 3  # loops within loops: over bounded data, so that no template runs for long
VARIABLES = frozenset(ReportVariables.__annotations__)
"""The names that a template may use."""
STATEMENTS = (
    *("Output", "TemplateData", "Template", "Name", "Getattr", "Const", "For", "If", "Filter", "Test"),
    *("Compare", "Operand", "And", "Or", "Not", "CondExpr", "Keyword"),
)
"""The nodes of Jinja that a template may hold: show a variable, repeat, leave out. No calls, no sums, no imports."""
ACTIVE = re.compile(r"vbaProject|vbaData|activeX|oleObject|embeddings/|macroEnabled", re.IGNORECASE)
DRAWN = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")


class TemplateFault(TypedDict):
    """``rule``: too_large, not_word, active, says, unknown, syntax or render; ``name``: of what breaks it."""

    rule: str
    name: NotRequired[str]


def faults(file: bytes) -> Iterator[TemplateFault]:
    """What keeps a file from being a template, one by one; the first is enough to refuse it."""
    if len(file) > LARGEST:
        yield {"rule": "too_large"}
        return
    try:
        with zipfile.ZipFile(BytesIO(file)) as archive:
            packing = list(_packing(archive))
            yield from packing
            if not packing:
                yield from _active(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError, ValueError, zlib.error):
        yield {"rule": "not_word"}
        return
    yield from _text_faults(file)


def _packing(archive: zipfile.ZipFile) -> Iterator[TemplateFault]:
    """Too many or too large parts, as the archive announces them, or none of Word's; reading stops where it lied."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_INFLATED:
        yield {"rule": "too_large"}
    if not {"[Content_Types].xml", "word/document.xml"} <= set(archive.namelist()):
        yield {"rule": "not_word"}


def _active(archive: zipfile.ZipFile) -> Iterator[TemplateFault]:
    """Parts that could do something: macros, embedded programs, links to elsewhere, entities."""
    for part in archive.infolist():
        if ACTIVE.search(part.filename) or (part.filename.endswith((".xml", ".rels")) and _is_active(archive, part)):
            yield {"rule": "active", "name": part.filename}


def _is_active(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part of XML could do something."""
    text = archive.read(part)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        return True
    # The parts that say what others are, and what they fetch; what merely stands in a text does nothing.
    if part.filename == "[Content_Types].xml":
        return ACTIVE.search(text.decode("latin-1")) is not None
    return part.filename.endswith(".rels") and _fetches(text)


def _fetches(relations: bytes) -> bool:
    """Whether a file would fetch something when it is opened; a link that somebody may click does not."""
    outside = re.findall(rb"<Relationship\b[^>]*TargetMode=\"External\"[^>]*>", relations)
    return any(b'/hyperlink"' not in one for one in outside)


def _text_faults(file: bytes) -> Iterator[TemplateFault]:
    """Statements and variables that a template may not use, and whether it can be rendered at all."""
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError, meta
    from jinja2.exceptions import SecurityError

    environment = sandbox()
    try:
        with zipfile.ZipFile(BytesIO(file)) as archive:
            texts = [archive.read(name).decode("utf-8") for name in archive.namelist() if DRAWN.fullmatch(name)]
        reader = DocxTemplate(BytesIO(file))
        for text in texts:
            tree = environment.parse(reader.patch_xml(text))
            if found := list(_statement_faults(tree, 0)):
                # Looking for variables works out what is constant: 'a' * 1000000000 takes a gigabyte.
                yield from found
                return
            for name in sorted(meta.find_undeclared_variables(tree) - VARIABLES):
                yield {"rule": "unknown", "name": name[:100]}
    except (TemplateError, SecurityError, ValueError, KeyError) as fault:
        yield {"rule": "syntax", "name": str(fault)[:200]}
        return
    try:
        reader = DocxTemplate(BytesIO(file))
        reader.render(dict(variables(SAMPLE)), jinja_env=environment, autoescape=True)
        reader.save(BytesIO())
    except Exception as fault:  # whatever a stranger's file makes lxml, jinja or Word's reader say
        yield {"rule": "render", "name": str(fault)[:200]}


def _statement_faults(node: Node, depth: int) -> Iterator[TemplateFault]:
    """What a template says that it may not; ``depth``: how many loops are around ``node``."""
    kind = type(node).__name__
    if kind not in STATEMENTS:
        yield {"rule": "says", "name": kind}
    if isinstance(node, For):
        depth += 1
        if depth > DEEPEST or node.recursive:
            yield {"rule": "says", "name": "for"}
    if isinstance(node, Getattr) and node.attr.startswith("_"):
        yield {"rule": "says", "name": node.attr[:100]}
    for child in node.iter_child_nodes():
        yield from _statement_faults(child, depth)
