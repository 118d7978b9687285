"""The part of a phone that needs no network: what it holds, shows and saves."""

import json
import threading
from collections.abc import Callable
from typing import Any

from sync.phone.outbox import Opened, looked, opened, puts, queued
from sync.phone.overlay import lay
from sync.phone.stamps import clock, uuid7
from sync.phone.state import Copy, Item, State, dump


class Offline:
    """Copies with a queue laid over them. Threads may share it; a change of ``state`` is one assignment."""

    def __init__(self, state: State, now: Callable[[], str] = clock, make_id: Callable[[], str] = uuid7):
        self.state, self.now, self.make_id = state, now, make_id
        self._changing = threading.Lock()

    def dump(self) -> dict[str, Any]:
        """All that survives a kill, as plain JSON."""
        return json.loads(json.dumps(dump(self.state)))

    @property
    def account(self) -> str:
        return self.state.account

    @property
    def outbox(self) -> tuple[Item, ...]:
        return self.state.outbox

    @property
    def journal(self) -> tuple[Item, ...]:
        return self.state.journal

    @property
    def refused(self) -> tuple[Item, ...]:
        """Mutations that the server refused (or whose ``then`` it refused), with their outcomes."""
        return self.state.refused

    @property
    def copies(self) -> dict[str, Copy]:
        return self.state.copies

    @property
    def cursor(self) -> str | None:
        return self.state.cursor

    @property
    def safe(self) -> dict[str, int]:
        return self.state.safe

    @property
    def all_sent(self) -> bool:
        """Whether nothing is unsent or unconfirmed."""
        return not self.state.outbox

    def show(self, record: str) -> Copy | None:
        """The record as its owner sees it: the copy with the queue laid over it. None if there is nothing."""
        state = self.state
        shown = state.copies.get(record)
        for item in state.unsettled(record):
            mutation = item.mutation
            if "refused" in (item.outcome or {}):
                mutation = {name: value for name, value in mutation.items() if name != "then"}
            shown = lay(shown, mutation, state.account)
        return shown

    def records(self) -> dict[str, Copy]:
        """All that can be shown, by id."""
        ids = dict.fromkeys([*self.state.copies, *(item.record for item in self.state.outbox)])
        return {id: shown for id in ids if (shown := self.show(id))}

    def open(self, record: str) -> Opened:
        """What a form on ``record`` has seen, to be handed to ``put`` when it is saved, however much later."""
        return opened(self.state, record)

    def put(
        self,
        unit: str,
        form: str | None = None,
        record: str | None = None,
        set: dict[str, Any] | None = None,
        add: dict[str, list] | None = None,
        remove: dict[str, list] | None = None,
        resolves: dict[str, list[str]] | None = None,
        period: str | None = None,
        submit: bool = False,
        opened: Opened | None = None,
    ) -> list[str]:
        """Save an edit (or, without ``record``, a new record of ``form``); the ids that hold it in the outbox.

        Fields that were seen at different versions go into several puts. A new record's id is the first of the ids.
        """
        given = {"form": form, "unit": unit, "record": record}
        given = {name: value for name, value in given.items() if value is not None}
        edit = {"set": set, "add": add, "remove": remove, "resolves": resolves, "period": period and {"period": period}}
        with self._changing:
            state, ids = self.state, []
            parts = puts(opened or (self.open(record) if record else Opened()), edit)
            for number, (base, fields) in enumerate(parts, 1):
                mutation: dict[str, Any] = {"id": self.make_id(), "at": self.now(), "do": "put", **given}
                mutation |= {"base": base} if base else {}
                mutation |= fields
                mutation |= {"then": "submit"} if submit and number == len(parts) else {}
                state, id = queued(state, mutation)
                ids.append(id)
            self.state = state
        return ids

    def act(
        self,
        do: str,
        record: str,
        unit: str | None = None,
        text: str | None = None,
        field: str | None = None,
        base: str | None = None,
    ) -> str:
        """Save a verb on ``record``; its id. Without a copy here (an officer's decision) ``base`` must be given.

        Raises ValueError when ``unit`` is neither given nor known.
        """
        with self._changing:
            state = self.state
            unit = unit or (self.show(record) or {}).get("unit")
            if not unit:
                raise ValueError(f"the unit of {record} is not known here")
            base = base or looked(state, record, do)
            given = {"unit": unit, "record": record, "base": base, "text": text, "field": field}
            mutation = {"id": self.make_id(), "at": self.now(), "do": do}
            mutation |= {name: value for name, value in given.items() if value is not None}
            self.state, id = queued(state, mutation, folding=False)
        return id
