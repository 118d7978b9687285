"""An author's phone whose work reaches the server by network, by files that others carry, or by both in any order."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete

from server.audit.append import SYSTEM
from server.bundles.keys import BundleKeys
from server.bundles.take import take
from server.models.auth import Session
from server.photos.files import PhotoFiles
from server.platform.database import write
from sync.phone.state import rev
from sync.protocol.canonical import Json
from tests.bundles.sealing import content, sealed

from .cast import Stamps, phone_of
from .connection import Connection
from .model import full
from .world import Account, World

FORM = "probe_direct@1"
FAULTS = (None, None, "lost request", "lost answer", "timed out", "cut", "twice")
VERBS = ("submit", "withdraw", "delete", "restore", "comment", "consent")
CARRIERS = ("mate", "leader", "author", "desk", "import")
Step = tuple[str, int, int]


class Journey:
    """One schedule, played until the phone has sent all. ``by_file``: False to pass over what is done with files."""

    def __init__(self, world: World, steps: list[Step], by_file: bool):
        self.world, self.by_file, self.number = world, by_file, 0
        self.school, self.stamps = world.school(), Stamps()
        self.author, self.ended = self.school.people["author"], False
        self.connection = Connection(self.school.transports["author"], [])
        self.phone = phone_of(self.connection, self.stamps, timedelta(0), batch_count=2)
        self.offer = self._get("author", "/api/session")["bundle"]
        self.order: list[str] = []  # records, as they were made
        self.steps_of: dict[str, int] = {}  # mutation → the step that made it
        self.files: list[bytes] = []
        self._share()
        for self.number, (name, one, other) in enumerate(steps):
            self.stamps.tick()
            getattr(self, name)(one, other)
        self._end()

    def _share(self) -> None:
        """A colleague's record that the author writes in, too, and has not seen the last of."""
        mate = phone_of(Connection(self.school.transports["mate"], []), self.stamps, timedelta(0))
        answers = {"note": "chung", "n": 1, "day": "2026-10-05", "whom": [self.author.id]}
        self.order += mate.put(self.school.unit, form=FORM, set=answers, submit=True)
        assert mate.sync()
        assert self.phone.sync()
        mate.put(self.school.unit, record=self.order[0], set={"note": "của bạn"})
        assert mate.sync()

    def create(self, one: int, other: int) -> None:
        answers = {"note": f"bản {self.number}", "n": other, "day": "2026-10-05"}
        ids = self.phone.put(self.school.unit, form=FORM, set=answers, submit=bool(one % 2))
        self.order.append(ids[0])
        self._made(ids)

    def edit(self, one: int, other: int) -> None:
        answers = {"note": f"sửa {self.number}", "n": self.number} if other & 1 else {"n": self.number}
        lists = {"picks": ["abc"[other % 3]]}
        more = {"add": lists} if other & 2 else {"remove": lists} if other & 4 else {}
        record = self._record(one)
        self._made(self.phone.put(self.school.unit, record=record, set=answers, submit=bool(other & 8), **more))

    def verb(self, one: int, other: int) -> None:
        do, record = VERBS[other % len(VERBS)], self._record(one)
        more = {"comment": {"text": f"lời {self.number}"}, "consent": {"photo": "a" * 64, "given": True}}
        self._made([self.phone.act(do, record, unit=self.school.unit, **more.get(do, {}))])

    def exchange(self, one: int, other: int) -> None:
        if self.ended:
            self._sign_in()
        self.connection.fault = FAULTS[one % len(FAULTS)]
        if self.phone.exchange():
            self.offer = self._get("author", "/api/session")["bundle"]

    def cut(self, one: int, other: int) -> None:
        """A file of all that no backup holds, or of the first part of it, which is frozen from now on: also where no
        file is made, so that the same edits are folded into one."""
        state = self.phone.state
        self.phone.state = replace(state, outbox=tuple(replace(item, sent=True) for item in state.outbox))
        if not self.by_file:
            return
        journal = [item for item in state.journal if rev(item.version) > state.safe.get(item.unit, 0)]
        items = sorted((*journal, *state.outbox), key=lambda item: item.n)
        items = items[: other % (len(items) + 1)] if one % 3 == 2 else items
        draft = {"key": "moi", "at": f"{self.number:04}", "values": {"note": f"dở {self.number}"}}
        self.files.append(sealed(self.offer, content(*(item.mutation for item in items), drafts=[draft])))

    def bring(self, one: int, other: int) -> None:
        if self.files:
            self._brought(self.files[one % len(self.files)], CARRIERS[other % len(CARRIERS)])

    def rotate(self, one: int, other: int) -> None:
        if self.by_file:
            BundleKeys(self.world.app.config["BUNDLE_KEY"]).rotate()

    def end(self, one: int, other: int) -> None:
        """The session ends; the phone signs in anew when it next has a network."""
        with self.world.app.app_context(), write() as session:
            session.execute(delete(Session).where(Session.person == self.author.id))
        self.ended = True

    def decide(self, one: int, other: int) -> None:
        for waiting in self._get("leader", "/api/bundles")["bundles"]:
            body = {"do": "refuse", "text": "Không rõ"} if one % 4 == 0 else {"do": "take_in"}
            assert self._post("leader", f"/api/bundles/{waiting['id']}", json=body).status_code == 200

    def _record(self, one: int) -> str:
        """Half of the time the one made last: what builds on each other is what order can spoil."""
        return self.order[one % len(self.order) if one % 2 else -1]

    def _end(self) -> None:
        """Some files come only now, the phone sends all, and all files come once more."""
        for file in self.files[::2]:
            self._brought(file, "mate")
        if self.ended:
            self._sign_in()
        self.connection.fault = None
        assert self.phone.sync(), self.phone.problem
        for file in self.files:
            self._brought(file, "leader")
        self.decide(1, 0)
        assert self.phone.sync(), self.phone.problem

    def _made(self, ids: list[str]) -> None:
        self.steps_of |= {id_: self.number for id_ in ids if id_ not in self.steps_of}

    def _sign_in(self) -> None:
        self.author = self.school.people["author"] = self.world.signed_in_anew(self.author)
        self.connection.transport, self.ended = self.world.transport(self.author), False

    def _brought(self, file: bytes, carrier: str) -> None:
        if carrier == "import":
            with self.world.app.app_context():
                config, registers = self.world.app.config, self.world.app.extensions["registers"]
                take(BundleKeys(config["BUNDLE_KEY"]), registers, PhotoFiles(config["PHOTOS"]), file, SYSTEM)
            return
        carrier = {"desk": "officer"}.get(carrier, "mate" if carrier == "author" and self.ended else carrier)
        headers = {"Content-Type": "application/vnd.lantoa.bundle"}
        answer = self._post(carrier, "/api/bundles", data=file, headers=headers)
        assert answer.json["state"] in ("taken_in", "waiting", "refused"), answer.text

    def _account(self, part: str) -> Account:
        return self.school.people[part]

    def _headers(self, part: str) -> dict[str, str]:
        account = self._account(part)
        return {"X-Account": account.id, "Cookie": account.cookie, "Sec-Fetch-Site": "same-origin"}

    def _get(self, part: str, path: str) -> Json:
        answer = self.world.app.test_client(use_cookies=False).get(path, headers=self._headers(part))
        assert answer.status_code == 200, answer.text
        return answer.json

    def _post(self, part: str, path: str, headers: dict[str, str] | None = None, **body):
        client = self.world.app.test_client(use_cookies=False)
        return client.post(path, headers=self._headers(part) | (headers or {}), **body)

    def records(self) -> list[Json]:
        """What became of each record, without what names this very run."""
        rows = self.world.rows(self.school.unit)
        return [_nameless(full(rows[id_].shown), self.author.id) if id_ in rows else {} for id_ in self.order]

    def refusals(self) -> dict[int, set[str]]:
        """Step → the codes by which the phone knows that what it made was refused."""
        found: dict[int, set[str]] = {}
        for item in self.phone.refused:
            found.setdefault(self.steps_of[item.id], set()).add(item.outcome["refused"]["code"])
        return found

    def faults(self) -> list[str]:
        """Whatever is lost, done twice, out of order, or not what the phone was answered."""
        log = [entry for entry in self.world.log(self.school.unit) if entry.person == self.author.id]
        entries = {entry.mutation["id"]: entry for entry in log}
        found = [f"{len(log)} entries for {len(entries)} mutations"] if len(log) != len(entries) else []
        found += [f"saved in step {self.steps_of[id_]} and not there" for id_ in self.steps_of if id_ not in entries]
        held = {item.id: item for item in (*self.phone.journal, *self.phone.refused)}
        found += [f"{len(self.phone.outbox)} are left"] if self.phone.outbox else []
        found += [f"the phone knows nothing of {id_}" for id_ in self.steps_of if id_ not in held]
        for id_, item in held.items():
            outcome = item.outcome or {}
            if (item.version, outcome.get("refused")) != _answered(entries[id_].outcome, outcome):
                found.append(f"{outcome} is not {entries[id_].outcome}")
        made = sorted(held.values(), key=lambda item: item.n)
        revs = [entries[item.id].rev for item in made if entries[item.id].rev]
        return found + ([f"applied in another order: {revs}"] if revs != sorted(revs) else [])


def _answered(stored: Json, outcome: Json) -> tuple:
    """Version and refusal as stored, the latter with the words that a phone is given."""
    refused = stored.get("refused")
    said = outcome.get("refused") or {}
    return stored.get("version"), {**refused, "detail": said.get("detail")} if refused else None


def _nameless(shown: Json, author: str) -> Json:
    conflicts = {name: sorted(str(one["value"]) for one in held.values()) for name, held in shown["conflicts"].items()}
    thread = [(one["do"], one["by"] == author, one.get("text"), one.get("field")) for one in shown["thread"]]
    data = {name: value for name, value in shown["data"].items() if name != "whom"}
    return {
        "by": shown["author"] == author,
        "status": shown["status"],
        "period": shown.get("period"),
        "data": data,
        "conflicts": conflicts,
        "thread": thread,
        "flags": shown["flags"],
    }
