"""Templates of the Word report that officers upload: what they may hold, and the sandbox that they are rendered in."""

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.exports.word.default_template import default_template
from server.exports.word.report import variables
from server.exports.word.sandbox import sandbox
from server.figures.snapshot_content import SnapshotContent
from server.models.jobs import ReportTemplate
from server.models.org import Person
from server.org.people import new_id
from sync.protocol.canonical import Json
from sync.protocol.problems import Problem

LARGEST = 2 << 20  # bytes of the file
LARGEST_INFLATED = 8 << 20
MOST_PARTS = 300
DEEPEST = 3  # loops within loops: over bounded data, so that no template runs for long
KNOWN = frozenset(
    ("agency_above", "agency", "number", "symbol", "place", "day", "month", "year", "title", "subject", "unit")
    + ("period", "starts", "ends", "as_of", "frozen", "recipients", "signer_title", "signer", "sections", "appendices")
)
"""The variables that ``server.exports.word.report`` gives; a test holds both to each other."""
SAYS = (
    *("Output", "TemplateData", "Template", "Name", "Getattr", "Const", "For", "If", "Filter", "Test"),
    *("Compare", "Operand", "And", "Or", "Not", "CondExpr", "Keyword"),
)
"""What a template may say: show a variable, repeat, leave out. No calls, no sums, no macros, nothing imported."""
ACTIVE = re.compile(r"vbaProject|vbaData|activeX|oleObject|embeddings/|macroEnabled", re.IGNORECASE)
DRAWN = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
DEFAULT = "default"


def current(session: Session) -> bytes:
    """The newest template, else our own."""
    found = session.scalar(select(ReportTemplate).order_by(ReportTemplate.at.desc(), ReportTemplate.id.desc()).limit(1))
    return found.body if found else default_template()


def kept(session: Session) -> list[Json]:
    """All there ever were, the newest first, our own last: ``[{"id", "name", "at", "by", "sha256"}]``."""
    query = select(ReportTemplate, Person.name).join(Person, Person.id == ReportTemplate.by)
    rows = session.execute(query.order_by(ReportTemplate.at.desc(), ReportTemplate.id.desc()))
    own = {"id": DEFAULT, "name": "", "at": None, "by": None, "sha256": hashlib.sha256(default_template()).hexdigest()}
    return [*(told(one, by) for one, by in rows), own]


def told(one: ReportTemplate, by: str) -> Json:
    at = one.at.isoformat().replace("+00:00", "Z")
    return {"id": one.id, "name": one.name, "at": at, "by": by, "sha256": one.sha256}


def body(session: Session, id_: str) -> bytes:
    """A template's file. Problem ``not_found``."""
    if id_ == DEFAULT:
        return default_template()
    found = session.get(ReportTemplate, id_)
    if found is None:
        raise Problem("not_found")
    return found.body


def replace(session: Session, viewer: Viewer, name: str, file: bytes) -> ReportTemplate:
    """Use ``file`` from now on; those before it are kept. Problem ``forbidden``, ``malformed`` with what is wrong."""
    if not viewer.has("department"):
        raise Problem("forbidden")
    if wrong := next(faults(file), None):
        raise Problem("malformed", {"file": wrong})
    one = ReportTemplate(id=new_id(), name=name, body=file, sha256=hashlib.sha256(file).hexdigest(), by=viewer.account)
    session.add(one)
    session.flush()
    return one


def faults(file: bytes) -> Iterator[Json]:
    """What keeps a file from being a template: ``{"rule", "name"?}``; the first is enough to refuse it."""
    if len(file) > LARGEST:
        yield {"rule": "too_large"}
        return
    try:
        with zipfile.ZipFile(BytesIO(file)) as archive:
            found = list(_packing(archive))
            yield from found
            if not found:
                yield from _active(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError, ValueError, zlib.error):
        yield {"rule": "not_word"}
        return
    yield from _words(file)


def _packing(archive: zipfile.ZipFile) -> Iterator[Json]:
    """Parts and their sizes as announced; reading them stops where they lied."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_INFLATED:
        yield {"rule": "too_large"}
    if not {"[Content_Types].xml", "word/document.xml"} <= set(archive.namelist()):
        yield {"rule": "not_word"}


def _active(archive: zipfile.ZipFile) -> Iterator[Json]:
    """Macros, embedded programs, what is fetched from elsewhere, entities."""
    for part in archive.infolist():
        if ACTIVE.search(part.filename) or (part.filename.endswith((".xml", ".rels")) and _acts(archive, part)):
            yield {"rule": "active", "name": part.filename}


def _acts(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    text = archive.read(part)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        return True
    # The parts that say what others are, and what they fetch; what merely stands in a text does nothing.
    if part.filename == "[Content_Types].xml":
        return ACTIVE.search(text.decode("latin-1")) is not None
    return part.filename.endswith(".rels") and _fetches(text)


def _fetches(relations: bytes) -> bool:
    outside = re.findall(rb"<Relationship\b[^>]*TargetMode=\"External\"[^>]*>", relations)
    return any(b'/hyperlink"' not in one for one in outside)


def _words(file: bytes) -> Iterator[Json]:
    """What the template says, part by part, and whether it can be rendered."""
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
            if said := list(_says(tree, 0)):
                # Looking for variables works out what is constant: 'a' * 1000000000 takes a gigabyte.
                yield from said
                return
            unknown = sorted(meta.find_undeclared_variables(tree) - KNOWN)
            yield from ({"rule": "unknown", "name": name[:100]} for name in unknown)
    except (TemplateError, SecurityError, ValueError, KeyError) as fault:
        yield {"rule": "syntax", "name": str(fault)[:200]}
        return
    try:
        reader = DocxTemplate(BytesIO(file))
        reader.render(variables(SAMPLE), jinja_env=environment, autoescape=True)
        reader.save(BytesIO())
    except Exception as fault:  # whatever a stranger's file makes lxml, jinja or Word's reader say
        yield {"rule": "render", "name": str(fault)[:200]}


def _says(node: Any, depth: int) -> Iterator[Json]:
    kind = type(node).__name__
    if kind not in SAYS:
        yield {"rule": "says", "name": kind}
    if kind == "For":
        depth += 1
        if depth > DEEPEST or node.recursive:
            yield {"rule": "says", "name": "for"}
    if kind == "Getattr" and node.attr.startswith("_"):
        yield {"rule": "says", "name": node.attr[:100]}
    for child in node.iter_child_nodes():
        yield from _says(child, depth)


SAMPLE: SnapshotContent = {
    "as_of": "2026-01-01T00:00:00Z",
    "unit": {"id": "", "name": "Điện Biên", "kind": "province"},
    "period": {"key": "2026-2027", "starts": "2026-09-01", "ends": "2027-08-31"},
    "registers": [
        {
            "key": "",
            "title": {"vi": "Biểu mẫu", "en": "Sample"},
            "status": ["approved"],
            "complete": {"kind": "school", "units": 2, "reported": 1, "unsent": 0},
            "by": {"unit": {"vi": "Đơn vị", "en": "Unit"}},
            "missing": ["Trường mẫu"],
            "measures": [
                {
                    "key": "",
                    "label": {"vi": "Tỷ lệ", "en": "Share"},
                    "kind": "ratio",
                    "flow": "flow",
                    "total": {"value": 0.5, "n": 1, "d": 2},
                    "rows": {"unit": [{"key": "", "label": "Trường mẫu", "value": 0.5, "n": 1, "d": 2}]},
                }
            ],
        }
    ],
}
"""A report to try a template on."""
