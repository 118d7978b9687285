"""A column type for the writers of a record's fields: most have the same, which is stored once."""

import base64
from itertools import chain
from typing import Any

from sqlalchemy import JSON, Dialect
from sqlalchemy.types import TypeDecorator

from sync.merge import Writer
from sync.protocol.ids import is_uuid

Named = dict[str, list[Writer]]
"""Field → the writes ``[rev, mutation]`` that its value came from."""


class Writers(TypeDecorator[Named]):
    """The type of a column that holds ``Named``.

    It is stored as an object of texts, ``{"93 AZ0kjLtAeDSJtqdjCfdD9g": "title date"}``: writes, joined by commas, each
    as its rev and its mutation's id in 22 characters → the names of fields. What fits into no such text, and what
    earlier releases stored, is the column's value itself.
    """

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Named | None, dialect: Dialect) -> dict[str, Any] | None:
        """The object that is stored."""
        if value is None:
            return None
        fields: dict[tuple[tuple[Any, ...], ...], list[str]] = {}
        for name, writes in value.items():
            fields.setdefault((*map(tuple, writes),), []).append(name)
        if not all(map(_fits, fields, fields.values())):
            return value
        return {
            ",".join([f"{rev} {_short(id_)}" for rev, id_ in writes]): " ".join(fields[writes]) for writes in fields
        }

    def process_result_value(self, value: dict[str, Any] | None, dialect: Dialect) -> Named | None:
        """The value of the column, from what is stored."""
        if value is None or not all(isinstance(names, str) for names in value.values()):
            return value
        return dict(chain.from_iterable(map(_of_fields, value, value.values())))


def _fits(writes: tuple[tuple[Any, ...], ...], names: list[str]) -> bool:
    return all(names) and " " not in "".join(names) and all(is_uuid(id_) for _, id_ in writes)


def _of_fields(stored: str, names: str) -> list[tuple[str, list[Writer]]]:
    writes = [(int(rev), _long(short)) for rev, _, short in (one.partition(" ") for one in stored.split(",") if one)]
    return [(name, [[rev, id_] for rev, id_ in writes]) for name in names.split(" ")]


def _short(id_: str) -> str:
    return base64.urlsafe_b64encode(bytes.fromhex(id_.replace("-", "")))[:22].decode()


def _long(short: str) -> str:
    digits = base64.urlsafe_b64decode(f"{short}==").hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
