"""Makes the Word report: a template, the variables of its figures, and columns that fit their page, in the sandbox."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from io import BytesIO
from pathlib import Path

from server.exports.notation import Notation
from server.exports.word.letter import Letter
from server.exports.word.package_check import Acts, acting_part
from server.exports.word.page_fit import fit
from server.exports.word.plate import Plate
from server.exports.word.plate_pages import add_plates
from server.exports.word.sandbox import sandbox
from server.exports.word.variables import variables
from server.figures.snapshot_content import SnapshotContent
from server.platform.sandbox.limits import Limits
from server.platform.sandbox.run import run

LIMITS = Limits(memory=768 << 20, cpu=60, wall=120, output=64 << 20)


def document(
    path: Path,
    template: bytes,
    content: SnapshotContent,
    notation: Notation,
    frozen: str | None,
    letter: Letter | None = None,
    plates: Sequence[Plate] = (),
) -> None:
    """Write the Word report to ``path``: the ``template`` (bytes of a .docx) with the figures of ``content``.

    ``frozen``: the title and check code of the snapshot that the figures are from; None for present figures.
    ``letter``: what was typed for it; None for the usual one. ``plates``: of pictures, for its last pages.

    Raises SandboxFault, and writes nothing, if the template takes more than it may, or the report could run or fetch
    something.
    """
    path.write_bytes(
        run(
            _made,
            template,
            json.dumps([content, asdict(notation), frozen, letter, list(plates)]).encode(),
            limits=LIMITS,
        )
    )


def _made(template: bytes, figures: bytes) -> bytes:
    """``render``, of figures, notation, title, letter and plates as JSON."""
    content, notation, *rest = json.loads(figures)
    return render(template, content, Notation(**notation), *rest)


def render(
    template: bytes,
    content: SnapshotContent,
    notation: Notation,
    frozen: str | None,
    letter: Letter | None = None,
    plates: Sequence[Plate] = (),
) -> bytes:
    """The report as the bytes of a .docx. Raises Acts if it could run or fetch something.

    Templates of earlier releases were checked less than those of today.
    """
    from docxtpl import DocxTemplate

    file = DocxTemplate(BytesIO(template))
    file.render(dict(variables(content, notation, frozen, letter)), jinja_env=sandbox(), autoescape=True)
    fit(file.docx)
    add_plates(file.docx, plates)
    made = BytesIO()
    file.save(made)
    if acting := acting_part(made.getvalue()):
        raise Acts(acting)
    return made.getvalue()
