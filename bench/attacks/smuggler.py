"""Batch smuggler: hides mutations of foreign scopes and records among one's own in one request."""

from random import Random

from sqlalchemy import func, select

from server.models.log import LogEntry, Record
from server.platform.database import read
from tests.village import Village, code

SECRET = "riêng của trường bên"
VERBS = ("submit", "withdraw", "verify", "return", "approve", "delete", "comment")


def smuggle(village: Village, random: Random) -> list[str]:
    """A batch of a teacher's with twenty foreign mutations in it; a text for each that did something, was answered
    otherwise than one of nothing, or kept an own one from being applied."""
    theirs = village.client("gv2")
    target = theirs.put(set={"note": SECRET, "n": 1, "day": "2026-10-05"}, then="submit")
    theirs.do(target)
    before = state(village)
    mine = village.client("gv")
    own = [mine.put(set={"note": "của mình", "n": n, "day": "2026-10-05"}) for n in range(5)]
    foreign = [drawn(village, mine, target["id"], own[0]["id"], random) for _ in range(20)]
    batch = [*own, *foreign]
    random.shuffle(batch)
    answer = mine.sync(*batch)
    found = [f"one's own {one['id']} was not applied" for one in own if "version" not in answer["outcomes"][one["id"]]]
    for one in foreign:
        outcome = answer["outcomes"].get(one["id"], {})
        if code(outcome) not in ("unknown_record", "forbidden", "invalid", "malformed"):
            found.append(f"{one} was answered {outcome}")
    if SECRET in str(answer):
        found.append("the answer holds what is another school's")
    if state(village) != before:
        found.append("the other school's log or records changed")
    return found


def drawn(village: Village, mine, target: str, own: str, random: Random) -> dict:
    """A mutation of the other school's record, or of one of one's own that would carry it there."""
    unit = random.choice((village.other.id, village.school.id))
    kind = random.randrange(4)
    if kind == 0:
        return mine.put(record=target, unit=unit, set={"note": "đổi"})
    if kind == 1:
        return mine.put(unit=village.other.id, set={"note": "gửi lạc", "n": 1})
    if kind == 2:
        return mine.put(record=own, unit=village.other.id, set={"note": "chuyển sang"})
    return mine.mutation(random.choice(VERBS), record=target, unit=unit, text="thử")


def state(village: Village) -> list:
    """What the other school has: its records, and how many mutations were applied to them."""
    with village.app.app_context(), read() as session:
        records = session.execute(
            select(Record.id, Record.rev, Record.status).where(Record.scope == village.other.id).order_by(Record.id)
        )
        applied = select(func.count()).where(LogEntry.scope == village.other.id, LogEntry.rev.is_not(None))
        return [*records, session.scalar(applied)]
