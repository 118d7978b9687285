"""Renders the Word report: a template, the variables of its figures, and columns that fit their page."""

from io import BytesIO
from pathlib import Path

from server.exports.word.package_check import Acts, acting_part
from server.exports.word.page_fit import fit
from server.exports.word.sandbox import sandbox
from server.exports.word.variables import variables
from server.figures.snapshot_content import SnapshotContent


def document(path: Path, template: bytes, content: SnapshotContent, frozen: str | None) -> None:
    """Render the Word report to ``path``: the ``template`` (bytes of a .docx) with the figures of ``content``.

    ``frozen``: the title of the snapshot that the figures are from; None for present figures. Raises Acts, and writes
    nothing, if the report could run or fetch something: templates of earlier releases were checked less.
    """
    from docxtpl import DocxTemplate

    file = DocxTemplate(BytesIO(template))
    file.render(dict(variables(content, frozen)), jinja_env=sandbox(), autoescape=True)
    fit(file.docx)
    made = BytesIO()
    file.save(made)
    if acting := acting_part(made.getvalue()):
        raise Acts(acting)
    path.write_bytes(made.getvalue())
