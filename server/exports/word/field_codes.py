"""The codes of the fields in a part of a Word file, put together from the pieces in which Word writes them."""

import re

from server.exports.word.package_lists import FIELDS

_NESTED = "\0"  # stands for a field within a code, whose result Word would read as part of it
_FIRST = re.compile(r"\s*(=|[A-Za-z]+(?![^\s\\]))")
_TO_A_PLACE = re.compile(r'\s*HYPERLINK\s+\\l\s+"[^"\0{]*"\s*(\\[hn]\s*)*', re.IGNORECASE)


def harmless(code: str) -> bool:
    """Whether a field only counts, numbers, dates or refers to places within its file."""
    if "{" in code:  # what a template fills in is text, not a field's code
        return False
    first = _FIRST.match(code)
    return (first is not None and first[1].upper() in FIELDS) or _TO_A_PLACE.fullmatch(code) is not None


class FieldCodes:
    """Collects the codes of fields while a part is read from its beginning to its end."""

    def __init__(self) -> None:
        self._open: list[list[str]] = []  # a field within a field is the last
        self._ended: list[bool] = []  # whether the code of each of these has ended: its result follows
        self.acts = False
        """Whether a field does more than a harmless one."""

    def begin(self) -> None:
        """A field begins."""
        if self._open and not self._ended[-1]:
            self._open[-1].append(_NESTED)
        self._open.append([])
        self._ended.append(False)

    def add(self, piece: str) -> None:
        """A piece of a code; one outside of all fields is looked at by itself."""
        if self._open:
            self._open[-1].append(piece)
        else:
            self.check(piece)

    def separate(self) -> None:
        """The code of the innermost field ends, and its result begins."""
        if self._ended:
            self._ended[-1] = True

    def end(self) -> None:
        """The innermost field ends."""
        if self._open:
            self._ended.pop()
            self.check("".join(self._open.pop()))

    def finish(self) -> None:
        """The part ends, and with it whatever is still open."""
        while self._open:
            self.end()

    def check(self, code: str) -> None:
        """Note whether the field with this code acts."""
        self.acts = self.acts or not harmless(code)
