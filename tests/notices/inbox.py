"""What somebody is to hear, as their phone reads it."""

from tests.village import Village


def inbox(village: Village, name: str, *kinds: str) -> list[dict]:
    """The notices of a person, the latest first; of ``kinds`` if any are named."""
    answer = village.client(name).get("/api/notices")
    assert answer.status_code == 200, answer.text
    return [one for one in answer.json["notices"] if not kinds or one["kind"] in kinds]


def heard(village: Village, name: str, *kinds: str) -> list[str]:
    """The kinds of a person's notices, sorted."""
    return sorted(one["kind"] for one in inbox(village, name, *kinds))


def decide(village: Village, name: str, record: str, verb: str, **more) -> None:
    """What a leader or an officer does, having seen the record as it is now."""
    client = village.client(name)
    seen = client.read(record)
    outcome = client.do(client.mutation(verb, record=record, unit=seen["unit"], base=seen["version"], **more))
    assert "refused" not in outcome, outcome


def sent(village: Village, name: str, **members) -> str:
    """The id of a record that somebody has submitted."""
    client = village.client(name)
    put = client.put(then="submit", **members)
    outcome = client.do(put)
    assert "refused" not in outcome, outcome
    return put.get("record", put["id"])
