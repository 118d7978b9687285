"""Checks an uploaded template of the Word report: it may show its variables, and do nothing else."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from server.exports.notation import Notation
from server.exports.word.package_check import acting_part
from server.exports.word.sandbox import sandbox
from server.exports.word.template_blocks import block_faults, brace_faults, tangle_faults, torn
from server.exports.word.template_fault import TemplateFault, at
from server.exports.word.template_lines import Lines
from server.exports.word.template_sample import SAMPLE
from server.exports.word.template_tags import tag_faults
from server.exports.word.template_text import paragraphs
from server.exports.word.template_trial import trial_faults
from server.exports.word.variables import variables
from server.platform.broken_zip import BROKEN_ZIP
from server.platform.sandbox.fault import refuse_memory

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

LARGEST = 2 << 20  # bytes of the file
LARGEST_INFLATED = 8 << 20  # bytes of all its parts, unpacked
MOST_PARTS = 300  # files in the archive that a .docx is
DRAWN = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")


def faults(file: bytes) -> Iterator[TemplateFault]:
    """The reasons why an uploaded file cannot be a template, found one after another; none if it can.

    Whoever needs only the first stops there, and later checks are not run.
    """
    if len(file) > LARGEST:
        yield {"rule": "too_large"}
        return
    try:
        with zipfile.ZipFile(BytesIO(file)) as archive:
            found = list(_packing(archive))
    except BROKEN_ZIP:
        found = [{"rule": "not_word"}]
    yield from found or _package_faults(file) or _text_faults(file)


def _packing(archive: zipfile.ZipFile) -> Iterator[TemplateFault]:
    """Faults of the archive: too many or too large parts, by the sizes that it announces, or no Word document in it."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_INFLATED:
        yield {"rule": "too_large"}
    if not {"[Content_Types].xml", "word/document.xml"} <= set(archive.namelist()):
        yield {"rule": "not_word"}


def _package_faults(file: bytes) -> list[TemplateFault]:
    """A fault of the package: a part that could run, embed or fetch something, or one that cannot be read."""
    try:
        name = acting_part(file)
    except BROKEN_ZIP:
        return [{"rule": "broken"}]
    return [{"rule": "active", "name": name}] if name else []


def _text_faults(file: bytes) -> Iterator[TemplateFault]:
    """Faults of the template's text, part by part, or that no report can be made of it."""
    from docxtpl import DocxTemplate

    try:
        with zipfile.ZipFile(BytesIO(file)) as archive:
            parts = [archive.read(name) for name in archive.namelist() if DRAWN.fullmatch(name)]
        texts = [(part.decode("utf-8"), paragraphs(part)) for part in parts]
        reader = DocxTemplate(BytesIO(file))
        reader.init_docx()
    except Exception as error:  # whatever a stranger's file makes the readers of XML and Word say
        refuse_memory(error)
        yield {"rule": "broken"}
        return
    try:
        found = [fault for xml, written in texts for fault in _part_faults(reader, xml, written)]
        if not found:
            reader.render(dict(variables(SAMPLE, Notation())), jinja_env=sandbox(), autoescape=True)
            reader.save(BytesIO())
    except Exception as error:  # as above
        refuse_memory(error)
        found = [{"rule": "render"}]
    yield from found


def _part_faults(reader: "DocxTemplate", xml: str, written: list[str]) -> list[TemplateFault]:
    """Faults of one part (``xml``), from those of its braces to those of its values; after one kind no other is sought.

    ``written``: its paragraphs.
    """
    # First the braces: docxtpl takes minutes to patch a part with thousands of them that are not closed.
    if found := [*brace_faults(written)] or [*tangle_faults(written)] or [*block_faults(written)]:
        return found
    patched = reader.patch_xml(xml)
    lines = Lines(patched, written)
    if found := [*tag_faults(lines)]:
        return found
    if tag := torn(patched):
        return [at("torn", lines.named(tag))]
    return [*trial_faults(lines)]
