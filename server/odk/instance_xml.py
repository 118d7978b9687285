"""A submission as the XML of its instance, as a phone with ODK's own app would have sent it."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from server.odk.names import META, OURS, group
from server.odk.schema import columns, shown_fields
from server.odk.submissions import Submission
from server.odk.values import about, meta, text_value
from sync.registers import Field, Register

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Letters that no XML may hold."""


def instance_xml(register: Register, one: Submission) -> bytes:
    """The instance, in UTF-8: our own group, the answers in the order of the form, rows as elements of one name, and
    ``meta``. What has no answer is an empty element; a place has latitude and longitude alone."""
    root = Element("data", {"id": register.key, "version": str(one.row["form"])})
    _group(SubElement(root, group(register, OURS)), about(one))
    for field in shown_fields(register):
        value = one.row["data"].get(field.name)
        if field.type != "rows":
            _answer(root, field, value)
            continue
        for answers in value or ():
            row = SubElement(root, field.name)
            for column in columns(field):
                _answer(row, column, answers.get(column.name))
    _group(SubElement(root, group(register, META)), meta(one))
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _group(element: Element, members: Mapping[str, str | None]) -> None:
    for name, text in members.items():
        SubElement(element, name).text = _fit(text)


def _answer(element: Element, field: Field, value: object) -> None:
    SubElement(element, field.name).text = _fit(text_value(field, value))


def _fit(text: str | None) -> str | None:
    return None if text is None else _UNFIT.sub("", text)
