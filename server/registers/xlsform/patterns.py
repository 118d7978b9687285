"""The regular expressions of forms as patterns (sync/registers/pattern_text.py), and back."""

import re

from server.registers.xlsform.conditions import Inexpressible
from sync.registers.pattern_text import IN_CLASS, SPECIAL, well_formed

SHORT = {"d": "0-9", "w": "A-Za-z0-9_", "s": " "}
ANY = "[^\u2028]"
"""What the dot stands for: any letter; no text of a form has a line separator."""
TIMES = re.compile(r"\{[0-9]+(?:,[0-9]*)?\}")


def pattern(text: str) -> str:
    """The pattern that means the same of a whole text. Raises Inexpressible."""
    found = _Reader(text).read()
    if not well_formed(found):
        raise Inexpressible(text)
    return found


def expression(pattern: str) -> str:
    """A pattern as other systems read it: each of its alternatives from the first letter to the last."""
    return "|".join(f"^{one}$" for one in _alternatives(pattern)).replace(ANY, ".")


def _alternatives(pattern: str) -> list[str]:
    found, depth, inside, at = [""], 0, False, 0
    while at < len(pattern):
        letter = pattern[at : at + 2] if pattern[at] == "\\" else pattern[at]
        at += len(letter)
        depth += (letter == "(" and not inside) - (letter == ")" and not inside)
        inside = letter == "[" or (inside and letter != "]")
        if letter == "|" and not depth and not inside:
            found.append("")
        else:
            found[-1] += letter
    return found


class _Reader:
    """Goes through a regular expression letter by letter, and writes down what patterns have for it."""

    def __init__(self, text: str):
        self.text, self.at, self.depth = text, 0, 0

    def read(self) -> str:
        parts, begins = [], True
        while self.at < len(self.text):
            part = self._part(begins)
            begins = part == "|" or (begins and part == "")
            parts.append(part)
        return "".join(parts)

    def _takes(self, text: str) -> bool:
        if self.text.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def _part(self, begins: bool) -> str:
        letter = self.text[self.at]
        if letter == "{" and (found := TIMES.match(self.text, self.at)):
            self.at = found.end()
            self._takes("?")
            return found[0]
        self.at += 1
        if letter == "\\":
            return self._escaped(inside=False)
        if letter == "[":
            return self._class()
        if letter == "(":
            if not self._takes("?:") and self._takes("?"):
                raise Inexpressible(self.text)
            self.depth += 1
            return "(?:"
        if letter == ")":
            self.depth -= 1
        if letter == ".":
            return ANY
        if letter in "^$":
            return self._anchor(letter, begins)
        if letter in "*+?":
            self._takes("?")  # of a whole text it does not matter which way is tried first
        return f"\\{letter}" if letter in "{}]" else letter

    def _anchor(self, letter: str, begins: bool) -> str:
        ends = self.at == len(self.text) or self.text[self.at] == "|"
        if self.depth or not (begins if letter == "^" else ends):
            raise Inexpressible(self.text)
        return ""

    def _escaped(self, inside: bool) -> str:
        letter = self.text[self.at : self.at + 1]
        self.at += 1
        if letter in SHORT and letter:
            return SHORT[letter] if inside else f"[{SHORT[letter]}]"
        if not inside and letter.lower() in SHORT and letter:
            return f"[^{SHORT[letter.lower()]}]"
        if not letter or letter.isalnum():
            raise Inexpressible(self.text)
        return self._plain(letter, inside)

    def _plain(self, letter: str, inside: bool) -> str:
        return f"\\{letter}" if letter in (IN_CLASS if inside else SPECIAL) else letter

    def _class(self) -> str:
        parts = ["[^" if self._takes("^") else "["]
        ranges = False  # whether what stands before can begin a range
        while not self._takes("]") or len(parts) == 1:
            if self.at >= len(self.text):
                raise Inexpressible(self.text)
            letter = self.text[self.at]
            self.at += 1
            if letter == "\\":
                short = self.text[self.at : self.at + 1] in SHORT
                parts.append(self._escaped(inside=True))
                ranges = not short
            elif letter == "-" and ranges and self.text[self.at : self.at + 1] not in ("]", ""):
                end = self.text[self.at]
                self.at += 1
                parts.append("-" + (self._escaped(inside=True) if end == "\\" else self._plain(end, inside=True)))
                ranges = False
            else:
                parts.append(self._plain(letter, inside=True))
                ranges = True
        return "".join(parts) + "]"
