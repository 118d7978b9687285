"""Teachers who write without a pause, each on a phone that exchanges whenever it can."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from bench.load import world
from bench.load.world import Account
from bench.trust.ledger import Ledger
from sync.phone import Phone

SCHOOLS = 24  # of the demo province
CHOSEN = (0, 1, SCHOOLS, SCHOOLS + 1)  # two teachers of each of two schools
PATIENCE = 15  # seconds until a phone gives an answer up
FULL = 40  # mutations in an outbox after which nothing more is written


@dataclass
class Teacher:
    """Somebody with a phone: ``models`` are the records that an activity may name, ``records`` those written."""

    account: Account
    phone: Phone
    models: dict[str, str]
    random: Random
    records: list[str] = field(default_factory=list)
    written: int = 0

    def write(self, ledger: Ledger) -> None:
        """Save a new activity, or another title of one's own, and have it noted."""
        self.written += 1
        if self.records and self.random.random() < 0.4:
            record = self.random.choice(self.records)
            ids = self.phone.put(self.phone.state.scopes[0], record=record, set={"title": f"Vườn rau {self.written}"})
        else:
            those = world.activities_by_school()[self.account.school.code]
            one = those[self.written % len(those)]
            ids = [world.log(self.phone, self.models[one.registration.kind], one)]
            self.records += ids
        ledger.save(self.account.id, ids)

    def restart(self) -> None:
        """The phone is switched off and on: what it had stored is all that it has."""
        self.phone = Phone.load(self.phone.dump(), self.phone.transport)

    @property
    def held(self) -> set[str]:
        """The ids of all mutations that the phone has."""
        return {item.id for item in (*self.phone.outbox, *self.phone.journal, *self.phone.refused)}


class Crowd:
    """Teachers at work in threads of their own from ``__enter__`` to ``__exit__``."""

    def __init__(self, ledger: Ledger, teachers: list[Teacher]):
        self.ledger, self.teachers = ledger, teachers
        self.stopped = threading.Event()
        self.problems: Counter[str] = Counter()
        self.errors: list[BaseException] = []

    def __enter__(self) -> "Crowd":
        self.threads = [threading.Thread(target=self._work, args=[one], daemon=True) for one in self.teachers]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join()
        if self.errors:
            raise self.errors[0]

    def _work(self, teacher: Teacher) -> None:
        try:
            while not self.stopped.wait(teacher.random.random() * 0.02):
                if len(teacher.phone.outbox) < FULL:
                    teacher.write(self.ledger)
                if teacher.random.random() < 0.05:
                    teacher.restart()
                if not teacher.phone.exchange():
                    self.problems[teacher.phone.problem or ""] += 1
        except BaseException as fault:
            self.errors.append(fault)
