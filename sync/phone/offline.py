"""The part of a phone that needs no network: what it holds, what it shows and what it saves."""

import json
import threading
from collections.abc import Callable
from typing import Any, cast

from sync.phone.outbox import Edit, Opened, enqueue, opened, split_by_base, verb_base
from sync.phone.overlay import lay
from sync.phone.stamps import clock, uuid7
from sync.phone.state import Copy, Item, State, dump
from sync.protocol.answers import Answers, Lists
from sync.protocol.mutation import WireMutation


class Offline:
    """A phone's copies of records and its queue of own mutations, which change what is shown of the copies.

    Threads may share it: each change replaces ``state`` by one assignment.
    """

    def __init__(self, state: State, now: Callable[[], str] = clock, make_id: Callable[[], str] = uuid7):
        self.state, self.now, self.make_id = state, now, make_id
        self._changing = threading.Lock()

    def dump(self) -> dict[str, Any]:
        """All that survives when the app is killed, as plain JSON; ``Phone.load`` reads it."""
        return cast(dict[str, Any], json.loads(json.dumps(dump(self.state))))

    @property
    def account(self) -> str:
        """The id of the account that the phone is signed in with."""
        return self.state.account

    @property
    def outbox(self) -> tuple[Item, ...]:
        """Mutations that the server has not applied yet, or whose effect is not in the phone's copy yet."""
        return self.state.outbox

    @property
    def journal(self) -> tuple[Item, ...]:
        """Mutations whose effect is in the phone's copy; kept until a backup of the server holds them."""
        return self.state.journal

    @property
    def refused(self) -> tuple[Item, ...]:
        """Mutations that the server refused, or whose ``then: submit`` it refused, with their outcomes."""
        return self.state.refused

    @property
    def copies(self) -> dict[str, Copy]:
        """The server's version of each record on the phone, by record id."""
        return self.state.copies

    @property
    def cursor(self) -> str | None:
        """How far the phone has read the logs, a text that only the server reads; None before the first answer."""
        return self.state.cursor

    @property
    def safe(self) -> dict[str, int]:
        """Scope → the rev up to which a backup of the server holds its log."""
        return self.state.safe

    @property
    def all_sent(self) -> bool:
        """Whether the outbox is empty: every mutation is applied and in the phone's copy, or refused."""
        return not self.state.outbox

    def show(self, record: str) -> Copy | None:
        """The record as its user sees it: the server's version with the queued mutations applied to it.

        None if there is neither.
        """
        state = self.state
        shown = state.copies.get(record)
        for item in state.unsettled(record):
            mutation = item.mutation
            if "refused" in (item.outcome or {}):
                mutation = mutation.copy()
                mutation.pop("then", None)
            shown = lay(shown, mutation, state.account)
        return shown

    def records(self) -> dict[str, Copy]:
        """Every record that the phone can show, by id, as ``show`` gives it."""
        ids = dict.fromkeys([*self.state.copies, *(item.record for item in self.state.outbox)])
        return {id: shown for id in ids if (shown := self.show(id))}

    def open(self, record: str) -> Opened:
        """Which versions a form on ``record`` shows. Hand it to ``put`` when the form is saved, however much later."""
        return opened(self.state, record)

    def put(
        self,
        unit: str,
        form: str | None = None,
        record: str | None = None,
        set: Answers | None = None,
        add: Lists | None = None,
        remove: Lists | None = None,
        resolves: dict[str, list[str]] | None = None,
        period: str | None = None,
        submit: bool = False,
        opened: Opened | None = None,
    ) -> list[str]:
        """Save an edit of ``record`` or, without ``record``, a new record of ``form``.

        Returns the ids of the queued mutations. Fields that were seen at different versions go into several puts. A new
        record's id is the first of the ids. ``opened``: what ``open`` returned when the form was opened; by default
        what it would return now.
        """
        edit: Edit = {"set": set or {}, "add": add or {}, "remove": remove or {}, "resolves": resolves or {}}
        if period:
            edit["period"] = period
        with self._changing:
            state, ids = self.state, []
            parts = split_by_base(opened or (self.open(record) if record else Opened()), edit)
            for number, (base, part) in enumerate(parts, 1):
                made = {"id": self.make_id(), "at": self.now(), "do": "put", "unit": unit}
                mutation = cast(WireMutation, {**made, **part})
                if form is not None:
                    mutation["form"] = form
                if record is not None:
                    mutation["record"] = record
                if base:
                    mutation["base"] = base
                if submit and number == len(parts):
                    mutation["then"] = "submit"
                state, id = enqueue(state, mutation)
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
        photo: str | None = None,
        given: bool | None = None,
    ) -> str:
        """Save a verb such as ``submit`` on ``record``; returns the mutation's id.

        ``base``: the version that was seen, by default this phone's copy; it must be given where there is no copy (an
        officer's decision). ``photo``, ``given``: a consent's. Raises ValueError if ``unit`` is neither given nor known
        from a copy.
        """
        with self._changing:
            state, shown = self.state, self.show(record)
            unit = unit or (shown["unit"] if shown else None)
            if not unit:
                raise ValueError(f"the unit of {record} is not known here")
            mutation: WireMutation = {"id": self.make_id(), "at": self.now(), "do": do, "unit": unit, "record": record}
            base = base or verb_base(state, record, do)
            if base is not None:
                mutation["base"] = base
            if text is not None:
                mutation["text"] = text
            if field is not None:
                mutation["field"] = field
            if photo is not None and given is not None:
                mutation["photo"], mutation["given"] = photo, given
            self.state, id = enqueue(state, mutation, folding=False)
        return id
