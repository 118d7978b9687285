"""Checks an uploaded template of the Word report: it may show its variables, and do nothing else."""

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
LARGEST_INFLATED = 8 << 20  # bytes of all its parts, unpacked
MOST_PARTS = 300  # files in the archive that a .docx is
DEEPEST = 3  # levels of loops within loops, so that no template runs for long
VARIABLES = frozenset(ReportVariables.__annotations__)
"""The names that a template may use."""
STATEMENTS = (
    *("Output", "TemplateData", "Template", "Name", "Getattr", "Const", "For", "If", "Filter", "Test"),
    *("Compare", "Operand", "And", "Or", "Not", "CondExpr", "Keyword"),
)
"""The kinds of nodes in Jinja's syntax tree that a template may have: no calls, no arithmetic, no imports."""
ACTIVE = re.compile(r"vbaProject|vbaData|activeX|oleObject|embeddings/|macroEnabled", re.IGNORECASE)
DRAWN = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")


class TemplateFault(TypedDict):
    """A reason why a file cannot be a template. ``rule`` is what it breaks; ``name`` is what breaks it.

    ``too_large`` and ``not_word`` (no .docx) have no name. ``active``: a part that could run or fetch something, by its
    path in the archive. ``says``: a tag that is not allowed, by the kind of its node in Jinja's syntax tree, ``for`` if
    loops are nested too deep, or a member that begins with ``_``. ``unknown``: a variable that does not exist.
    ``syntax`` and ``render``: the template cannot be read or rendered; the name is the error's message.
    """

    rule: str
    name: NotRequired[str]


def faults(file: bytes) -> Iterator[TemplateFault]:
    """The reasons why an uploaded file cannot be a template, found one after another; none if it can.

    Whoever needs only the first stops there, and later checks are not run.
    """
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
    """Faults of the archive: too many or too large parts, by the sizes that it announces, or no Word document in it."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_INFLATED:
        yield {"rule": "too_large"}
    if not {"[Content_Types].xml", "word/document.xml"} <= set(archive.namelist()):
        yield {"rule": "not_word"}


def _active(archive: zipfile.ZipFile) -> Iterator[TemplateFault]:
    """A fault for each part that could run or fetch something: macros, embedded objects, remote files, entities."""
    for part in archive.infolist():
        if ACTIVE.search(part.filename) or (part.filename.endswith((".xml", ".rels")) and _is_active(archive, part)):
            yield {"rule": "active", "name": part.filename}


def _is_active(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether an XML part declares entities, a part with macros or objects, or a file to fetch from elsewhere."""
    text = archive.read(part)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        return True
    # The parts that say what others are, and what they fetch; what merely stands in a text does nothing.
    if part.filename == "[Content_Types].xml":
        return ACTIVE.search(text.decode("latin-1")) is not None
    return part.filename.endswith(".rels") and _fetches(text)


def _fetches(relations: bytes) -> bool:
    """Whether a .rels part names a file elsewhere that Word fetches on opening; hyperlinks are not fetched.

    ``relations``: the bytes of the part.
    """
    outside = re.findall(rb"<Relationship\b[^>]*TargetMode=\"External\"[^>]*>", relations)
    return any(b'/hyperlink"' not in one for one in outside)


def _text_faults(file: bytes) -> Iterator[TemplateFault]:
    """Faults of the template's text: statements and variables that are not allowed, or that it cannot be rendered."""
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
    """A fault for each statement at or below ``node`` that is not allowed; ``depth``: how many loops are around it."""
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
