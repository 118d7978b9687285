"""Whatever way a Word file takes to fetch, embed or run something, it is no template, and no report is made of it."""

import io
import zipfile
from functools import cache

import pytest

from server.exports.notation import Notation
from server.exports.word.default_template.document import default_template
from server.exports.word.package_check import Acts, acting_part
from server.exports.word.report import document, render
from server.exports.word.template_faults import faults
from server.exports.word.template_sample import SAMPLE
from server.platform.sandbox.fault import SandboxFault

pytestmark = pytest.mark.slow  # files are opened in processes of their own

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "word/_rels/document.xml.rels"


@cache
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(default_template())) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed(name, old, new):
    """Our own template with ``new`` before the first ``old`` of a part; a part that it lacks is added."""
    out, found = io.BytesIO(), False
    with zipfile.ZipFile(out, "w") as copy:
        for one, part in parts().items():
            if one == name:
                found, part = True, part.replace(old, new.encode() + old, 1)
            copy.writestr(one, part)
        if not found:
            copy.writestr(name, new)
    return out.getvalue()


def body(xml):
    """Our own template with this in its body."""
    return changed("word/document.xml", b"<w:sectPr", f"<w:p>{xml}</w:p>")


def runs(*pieces):
    """A field whose code is written in these pieces, each in a run of its own."""
    codes = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{codes}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def related(attributes):
    return changed(RELS, b"</Relationships>", f'<Relationship Id="rIdX" {attributes}/>')


def declared(kind):
    return changed("[Content_Types].xml", b"</Types>", f'<Default Extension="bin" ContentType="{kind}"/>')


def in_utf_16():
    """A footer in UTF-16, in which no search for bytes finds its DDE field."""
    xml = f'<?xml version="1.0" encoding="UTF-16"?><w:ftr xmlns:w="{WORD}"><w:p>{runs("DDEAUTO c x")}</w:p></w:ftr>'
    out = io.BytesIO(default_template())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/footer9.xml", xml.encode("utf-16"))
    return out.getvalue()


DOCUMENT = "word/document.xml"
ACTING = {
    "an outside relation": (RELS, related(f'Type="{OFFICE}/image" Target="http://x/a.png" TargetMode="External"')),
    "in single quotes": (RELS, related(f"Type='{OFFICE}/image' TargetMode='External' Target='a'")),
    "in another order, in entities": (RELS, related(f'TargetMode="&#69;xternal" Type="{OFFICE}/image" Target="a"')),
    "an outside link": (RELS, related(f'Type="{OFFICE}/hyperlink" Target="http://x" TargetMode="External"')),
    "an outside address that says it is inside": (RELS, related(f'Type="{OFFICE}/image" Target="http://x/a.png"')),
    "another machine's file": (RELS, related(f'Type="{OFFICE}/image" Target="\\\\x\\a.png"')),
    "a remote template": (
        "word/_rels/settings.xml.rels",
        changed(
            "word/_rels/settings.xml.rels",
            b"",
            f"<r:Relationships xmlns:r='http://schemas.openxmlformats.org/package/2006/relationships'>"
            f"<r:Relationship Id='a' Type='{OFFICE}/attachedTemplate' Target='a.dotx'/></r:Relationships>",
        ),
    ),
    "a program": (RELS, related(f'Type="{OFFICE}/oleObject" Target="embeddings/a.bin"')),
    "a control": (RELS, related(f'Type="{OFFICE}/control" Target="activeX/a.xml"')),
    "a file in another format": (RELS, related(f'Type="{OFFICE}/aFChunk" Target="a.html"')),
    "that file's place": (DOCUMENT, body('<w:altChunk r:id="rId1"/>')),
    "a kind of macros": ("[Content_Types].xml", declared("application/vnd.ms-office.vbaProject")),
    "a part of no kind": ("word/vbaProject.bin", changed("word/vbaProject.bin", b"", "x")),
    "a DDE field": (DOCUMENT, body(runs(" DDEAUTO c:\\\\windows cmd "))),
    "in pieces": (DOCUMENT, body(runs("D", "D", "E c x"))),
    "in small letters and entities": (DOCUMENT, body(runs("&#100;de c x"))),
    "that a field spells": (DOCUMENT, body(runs("</w:instrText>" + runs("QUOTE 68 68 69") + "<w:instrText>"))),
    "that a template spells": (DOCUMENT, body(runs("PAGE {{ unit }}"))),
    "in one element": (DOCUMENT, body('<w:fldSimple w:instr=" INCLUDETEXT &quot;a&quot;"/>')),
    "a picture by its field": (DOCUMENT, body(runs("INCLUDEPICTURE a"))),
    "an import": (DOCUMENT, body(runs("IMPORT a"))),
    "a link by its field": (DOCUMENT, body(runs("HYPERLINK &quot;http://x&quot;"))),
    "a code outside of fields": (DOCUMENT, body("<w:r><w:instrText>DDE c x</w:instrText></w:r>")),
    "a field that never ends": (DOCUMENT, body(runs("DDE c x").replace("end", "separate"))),
    "another prefix": (DOCUMENT, body(f'<z:fldSimple xmlns:z="{WORD}" z:instr="DDE c x"/>')),
    "another encoding": ("word/footer9.xml", in_utf_16()),
    "a drawing's address": (DOCUMENT, body('<w:pict><v:imagedata xmlns:v="urn:x" src="http://x/a.png"/></w:pict>')),
    "a mail merge": ("word/settings.xml", changed("word/settings.xml", b"<w:compat", "<w:mailMerge/>")),
    "entities": ("word/footer9.xml", changed("word/footer9.xml", b"", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")),
}


@pytest.mark.parametrize("way", ACTING)
def test_it_is_no_template(way):
    part, file = ACTING[way]
    assert next(faults(file)) == {"rule": "active", "name": part}


@pytest.mark.parametrize("code", ["PAGE", " numpages \\* MERGEFORMAT", 'TOC \\o "1-3" \\h', "=SUM(ABOVE)", "DATE"])
def test_fields_that_count_number_and_date_stay(code):
    assert acting_part(body(runs(code[:2], code[2:]))) is None


def test_a_link_to_a_place_of_the_same_file_stays():
    assert acting_part(body(runs('HYPERLINK \\l "_Toc1" \\h'))) is None


@pytest.mark.parametrize("name", ["word/../a.xml", "/a.xml", "word\\a.xml", "WORD/Document.xml"])
def test_parts_that_are_not_where_they_seem_to_be_are_refused(name):
    out = io.BytesIO(default_template())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, "<a/>")
    assert list(faults(out.getvalue())) == [{"rule": "broken"}]


def test_a_report_of_a_template_that_was_checked_less_is_not_kept(tmp_path):
    template = body(runs("DDE c x"))
    with pytest.raises(SandboxFault):
        document(tmp_path / "report.docx", template, SAMPLE, Notation(), None)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(Acts, match="document"):
        render(template, SAMPLE, Notation(), None)
