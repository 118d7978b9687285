"""Checks the package that a Word file is: nothing in it may run, embed or fetch anything.

Parts are parsed, not searched: quotes, prefixes, letters written as entities and encodings hide nothing.
"""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.parsers.expat import ExpatError, ParserCreate

from server.exports.word.field_codes import FieldCodes
from server.exports.word.package_lists import ATTRIBUTES, ELEMENTS, MAIN, RELATIONS, TYPES

CONTENT_TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.\-]*:|//|\\", re.IGNORECASE)  # an address of the web, or of another machine


class Acts(Exception):
    """Raised for a part that could run, embed or fetch something."""


def acting_part(file: bytes) -> str | None:
    """The first part of a Word file that could run, embed or fetch something, by its path; None if there is none.

    Raises ValueError if the package is not sound: parts by one name, names that lead out of it, XML that is none.
    """
    with zipfile.ZipFile(BytesIO(file)) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        if len({name.lower() for name in names}) < len(names) or any(map(_leads_out, names)):
            raise ValueError("names")
        try:
            types = _Types(archive.read(CONTENT_TYPES))
        except Acts:
            return CONTENT_TYPES
        if types.of(DOCUMENT) is None:
            raise ValueError("no document")
        return next((name for name in names if name != CONTENT_TYPES and _acts(archive, types, name)), None)


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _acts(archive: zipfile.ZipFile, types: "_Types", name: str) -> bool:
    """Whether a part is of a kind that is not known to be harmless, or holds something that acts."""
    kind = types.of(name)
    if kind is None or not TYPES.fullmatch(kind) or (kind == MAIN) != (name == DOCUMENT):
        return True
    if not (kind.endswith("xml") or name.endswith((".xml", ".rels"))):
        return False
    try:
        _Part(archive.read(name))
    except Acts:
        return True
    return False


class _Reading:
    """Reads a part as XML, without entities. Raises Acts for a declaration of a DTD, ValueError if it is no XML."""

    def __init__(self, part: bytes):
        parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._declared
        parser.ProcessingInstructionHandler = self._instructed
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        try:
            parser.Parse(part, True)
        except ExpatError as fault:
            raise ValueError("XML") from fault

    def _declared(self, *_: object) -> None:
        raise Acts

    def _instructed(self, target: str, _: str) -> None:
        if target == "xml-stylesheet":
            raise Acts

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins; its name and those of its attributes follow their namespace and a space."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text between elements."""


class _Types(_Reading):
    """The content types that a package declares. Raises Acts for one that is not on the list."""

    def __init__(self, part: bytes):
        self._parts: dict[str, str] = {}
        self._endings: dict[str, str] = {}
        super().__init__(part)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("ContentType", "")
        if "ContentType" in attributes and not TYPES.fullmatch(kind):
            raise Acts
        if "PartName" in attributes:
            self._parts[attributes["PartName"].lower()] = kind
        elif "Extension" in attributes:
            self._endings[attributes["Extension"].lower()] = kind

    def of(self, name: str) -> str | None:
        """The content type of a part, None if none is declared."""
        return self._parts.get(f"/{name.lower()}") or self._endings.get(name.rpartition(".")[2].lower())


class _Part(_Reading):
    """Reads a part to its end. Raises Acts for anything that is on none of the lists."""

    def __init__(self, part: bytes):
        self._fields = FieldCodes()
        self._code: list[str] | None = None
        super().__init__(part)
        self._fields.finish()
        if self._fields.acts:
            raise Acts

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        plain = _plain(name)
        named = {_plain(attribute): value for attribute, value in attributes.items()}
        if plain in ELEMENTS or not named.keys().isdisjoint(ATTRIBUTES):
            raise Acts
        if plain == "Relationship" and _reaches_out(named):
            raise Acts
        if plain == "fldSimple":
            self._fields.check(named.get("instr", ""))
        elif plain == "fldChar":
            step = {"begin": self._fields.begin, "separate": self._fields.separate, "end": self._fields.end}
            step.get(named.get("fldCharType", ""), self._fields.begin)()
        elif plain in ("instrText", "delInstrText"):
            self._code = []

    def end(self, name: str) -> None:
        if self._code is not None and _plain(name) in ("instrText", "delInstrText"):
            self._fields.add("".join(self._code))
            self._code = None

    def text(self, text: str) -> None:
        if self._code is not None:
            self._code.append(text)


def _reaches_out(relation: Mapping[str, str]) -> bool:
    """Whether a relation leads out of its package, or is of a kind that is not on the list."""
    outside = relation.get("TargetMode", "Internal") != "Internal" or _ELSEWHERE.match(
        relation.get("Target", "").strip()
    )
    return bool(outside) or relation.get("Type", "").rpartition("/")[2] not in RELATIONS


def _plain(name: str) -> str:
    """A name without its namespace: whoever reads leniently takes it by that alone."""
    return name.rpartition(" ")[2]
