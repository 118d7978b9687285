"""Records with something to ask about, sent by the village's people."""

from datetime import date, timedelta

from server.quality.walk import Walk
from server.registers import published
from tests.village import Village

MONDAY = date(2026, 10, 5)


def look(village: Village) -> int:
    """Look at all that has changed, as the jobs do."""
    with village.app.app_context():
        return Walk().look(published.renew(village.app))


def send(client, day: date = MONDAY, **answers) -> str:
    """A record that waits for the department; returns its id."""
    data = {"note": f"Buổi ngày {day.day}", "n": 20, "day": day.isoformat()} | answers
    put = client.put(form="probe_direct@1", set=data, then="submit")
    assert "refused" not in client.do(put)
    return put.get("record", put["id"])


def send_usual(client, count: int = 12) -> list[str]:
    """So many records of working days, alike and yet different."""
    days = [MONDAY + timedelta(days=7 * week + day) for week in range(8) for day in range(5)][:count]
    return [send(client, day, n=18 + at % 5, note=f"Việc thứ {at}") for at, day in enumerate(days)]


def rewrite(client, record: str, **answers) -> None:
    """Change answers of a record that waits."""
    version = client.read(record)["version"]
    assert "refused" not in client.do(client.mutation("put", record=record, base=version, set=answers))
