"""What a Word file may consist of, here: the closed lists of its parts, relations and fields.

Whatever is on none of them could run or fetch something, or is of a kind that nobody has looked at yet.
"""

import re

_FORMATS = r"application/vnd\.openxmlformats-"
_WORD = (
    *("document.main", "styles", "settings", "webSettings", "fontTable", "numbering", "header", "footer"),
    *("footnotes", "endnotes", "comments", "commentsExtended", "commentsIds", "people", "document.glossary"),
)
_OFFICE = ("theme", "themeOverride", "extended-properties", "custom-properties", "customXmlProperties")
TYPES = re.compile(
    rf"{_FORMATS}package\.(relationships|core-properties)\+xml"
    rf"|{_FORMATS}officedocument\.({'|'.join(map(re.escape, _OFFICE))})\+xml"
    rf"|{_FORMATS}officedocument\.wordprocessingml\.({'|'.join(map(re.escape, _WORD))})\+xml"
    rf"|{_FORMATS}officedocument\.(drawingml\.diagram(Data|Layout|Style|Colors)\+xml|obfuscatedFont)"
    rf"|{_FORMATS}officedocument\.wordprocessingml\.printerSettings"
    r"|application/vnd\.ms-(word\.stylesWithEffects|office\.drawingml\.diagramDrawing)\+xml"
    r"|application/vnd\.openxmlformats-officedocument\.wordprocessingml\.comments\w+\+xml"
    r"|application/xml|image/(png|jpe?g|gif|bmp|tiff|x-emf|x-wmf)"
)
"""The content types of parts."""
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONS = {
    *("officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail", "customXml"),
    *("customXmlProps", "styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "font", "numbering"),
    *("theme", "themeOverride", "header", "footer", "footnotes", "endnotes", "comments", "commentsExtended"),
    *("commentsIds", "commentsExtensible", "people", "glossaryDocument", "image", "printerSettings", "diagramData"),
    *("diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing"),
}
"""The kinds of relations between parts: the last words of their types."""
FIELDS = {
    *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "REF", "NOTEREF", "SEQ", "STYLEREF", "TOC", "TC", "XE"),
    *("INDEX", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "TITLE", "SUBJECT", "AUTHOR", "KEYWORDS"),
    *("COMMENTS", "DOCPROPERTY", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "SYMBOL", "ADVANCE", "="),
}
"""The first words of the codes of fields. ``HYPERLINK`` is one if it leads to a place of the same file."""
ELEMENTS = {
    *("altChunk", "object", "OLEObject", "control", "ocx", "subDoc", "movie", "frameset", "externalData", "mailMerge"),
    *("attachedTemplate", "saveThroughXslt", "webextension", "script"),
}
"""Elements that embed, fetch or run something, whatever their prefix."""
ATTRIBUTES = {"src", "href", "althref", "manifestLocation", "schemaLocation", "macro", "onAction"}
"""Attributes that name something to fetch or to run, where a relation does not."""
