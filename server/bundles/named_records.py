"""The records that waiting bundles write, as their mutations say them: a leader decides by them."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Database

from server.bundles.content import LARGEST, LENGTH, read_content, unpacked_size
from server.models.bundles import Bundle
from sync.protocol.canonical import sound_text
from sync.protocol.ids import is_uuid
from sync.protocol.mutation import RawMutation
from sync.registers import Registers

SHOWN = 50  # records named of each bundle
LONGEST_TITLE = 200  # characters, of a form's name too


class NamedRecords:
    """Names the records of one answer's bundles, one after the other, as long as that is soon done: of bundles of at
    most 8 MiB of JSON in all; of others none."""

    def __init__(self, session: Database, registers: Registers):
        self.session, self.registers, self.room = session, registers, LARGEST

    def of(self, digest: str) -> list[dict[str, str]]:
        """Id, form and title of up to ``SHOWN`` records of a bundle; form and title are empty where none is said."""
        packed = self._packed(digest)
        self.room -= unpacked_size(packed)
        return _records(self.registers, read_content(packed).mutations) if self.room >= 0 else []

    def _packed(self, digest: str) -> bytes:
        """What a bundle holds but for its photos, which are most of it."""
        held = Bundle.content
        length = self.session.scalar(select(func.substr(held, 1, LENGTH)).where(Bundle.digest == digest)) or b""
        end = LENGTH + int.from_bytes(length)
        return self.session.scalar(select(func.substr(held, 1, end)).where(Bundle.digest == digest)) or b""


def _records(registers: Registers, mutations: list[RawMutation]) -> list[dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for raw in mutations:
        # What a mutation says has not been judged yet: any of it may be of any kind.
        record, answers = raw.get("record"), raw.get("set")
        id_ = record if is_uuid(record) else raw["id"]
        if id_ not in found and len(found) == SHOWN:
            continue
        shown = found.setdefault(id_, {"id": id_, "form": "", "title": ""})
        shown["form"] = shown["form"] or _showable(raw.get("form"))
        register = registers.get(shown["form"])
        title = answers.get(register.list.get("title", "")) if register and isinstance(answers, dict) else None
        shown["title"] = _showable(title) or shown["title"]
    return list(found.values())


def _showable(text: object) -> str:
    return text[:LONGEST_TITLE] if isinstance(text, str) and sound_text(text) else ""
