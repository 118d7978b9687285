"""A part of a template with each tag on a line of its own, so that what Jinja says of a line is said of a tag."""

from server.exports.word.template_text import NOWHERE, TAG, Tag, as_written


class Lines:
    """A part's XML as docxtpl hands it to Jinja. ``text``: the same, with each tag at the start of its own line."""

    def __init__(self, patched: str, texts: list[str]):
        """``patched``: the XML; ``texts``: the paragraphs of the part as people wrote them."""
        self._patched: list[str] = TAG.findall(patched)
        self._tags = as_written(self._patched, texts)
        self.text = TAG.sub(lambda tag: "\n" + tag[0].replace("\n", " "), patched.replace("\n", " "))

    def tag(self, line: int) -> Tag:
        """The tag on a line of ``text`` (from 1), as it was written; an empty one if there is none."""
        return self._tags[min(line - 2, len(self._tags) - 1)] if self._tags and line > 1 else NOWHERE

    def named(self, tag: str) -> Tag:
        """A tag of the XML, as it was written."""
        return self._tags[self._patched.index(tag)]
