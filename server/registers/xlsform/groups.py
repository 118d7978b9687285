"""Groups of XLSForm as sections, which have no others in them."""

from collections.abc import Sequence

from server.platform.workbook_faults import Fault
from server.registers.definition_text import Definition
from server.registers.xlsform import names
from server.registers.xlsform.changes import shortlist
from server.registers.xlsform.field_list import Place
from server.registers.xlsform.labels import labelled
from server.registers.xlsform.language import OF_GROUP, OWN, SURVEY
from server.registers.xlsform.messages import fault
from server.registers.xlsform.table import Row

JOINT = " · "
LONGEST = 120  # characters of a heading made of two


class Groups:
    """The groups of a form, and the ``sections`` of a definition that those with a heading are.

    ``remarks``: added to.
    """

    def __init__(self, remarks: list[Fault]):
        self.sections: list[Definition] = []
        self._remarks = remarks
        self._rows: list[tuple[Row, str | None]] = []
        self._around: dict[str, str | None] = {}

    def begin(self, row: Row, around: str | None, inside: bool) -> str | None:
        """The key of the section that the questions of a group belong to, None without one.

        ``around``: the same of what it stands in; ``inside`` a repeat a group has no heading.
        """
        key = None if inside or not row.texts("label") else self._section(row, around)
        self._rows.append((row, key))
        return key or around

    def settle(self, fields: Sequence[Definition]) -> dict[str, Place]:
        """Let headings that no field has be read before those inside of them; returns where each section stands."""
        with_fields = {one.get("section") for one in fields}
        for section in [one for one in self.sections if one["key"] not in with_fields]:
            if inner := [one for one in self.sections if self._around[one["key"]] == section["key"]]:
                self._join(section, inner)
        kept = [one["key"] for one in self.sections]
        lost = [row for row, key in self._rows if row.get("name") and (key != row.get("name") or key not in kept)]
        if lost and lost[0].table.of_others:
            self._remarks.append(lost[0].fault("group_names", names=shortlist([row.get("name") for row in lost])))
        places: dict[str, Place] = {key: (SURVEY, row.number) for row, key in self._rows if key}
        return {f"sections.{key}": places[key] for key in kept} | {
            f"sections[{at}]": places[key] for at, key in enumerate(kept, 1)
        }

    def _section(self, row: Row, around: str | None) -> str:
        taken = {one["key"] for one in self.sections}
        key = row.get(f"{OWN}name") or names.proposed(row.get("name") or "section", taken, "s")
        title = labelled(row, self._remarks)
        self.sections.append({"key": key, "title": title, **row.members(OF_GROUP, OWN)})
        self._around[key] = around
        return key

    def _join(self, section: Definition, inner: list[Definition]) -> None:
        """Put a section's heading before those of the ``inner`` ones, in whose place it goes."""
        titles = [_joined(section["title"], one["title"]) for one in inner]
        if section.keys() > {"key", "title"} or any(len(text) > LONGEST for one in titles for text in one.values()):
            row = next(row.number for row, key in self._rows if key == section["key"])
            self._remarks.append(fault("heading_not_shown", SURVEY, row, name=section["title"]["vi"]))
            return
        for one, title in zip(inner, titles, strict=True):
            one["title"] = title
        self.sections.remove(section)


def _joined(outer: dict[str, str], inner: dict[str, str]) -> dict[str, str]:
    """Two headings in each of their languages, once if they say the same."""
    both = {one: [texts[one] for texts in (outer, inner) if one in texts] for one in {**outer, **inner}}
    return {one: JOINT.join(dict.fromkeys(texts)) for one, texts in both.items()}
