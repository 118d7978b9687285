"""Id squatter: takes the ids that another person's phone has made before they arrive."""

from random import Random

from tests.village import Village, code

SECRET = "bản nháp của người khác"


def squat(village: Village, random: Random) -> list[str]:
    """Somebody of another school sends mutations with a victim's ids first; a text for each that the victim notices, or
    by which something is read or overwritten."""
    victim, thief = village.client("gv"), village.client("gv2")
    found = []
    for _ in range(5):
        made = victim.put(set={"note": SECRET, "n": 1, "day": "2026-10-05"})
        same_id = thief.put(record=thief.put()["id"], set={"note": "chiếm chỗ"}) | {"id": made["id"]}
        thief.do(same_id)
        if "version" not in victim.do(made):
            found.append("a mutation's id that another person had used was refused")
        if victim.read(made["id"]).get("data", {}).get("note") != SECRET:
            found.append("a record is not as its author sent it")
        for act in (
            thief.put(record=made["id"], set={"note": "ghi đè"}),
            thief.put(set={"note": "tạo lại", "n": 2}) | {"id": made["id"]},
            thief.mutation("delete", record=made["id"], unit=random.choice((village.school.id, village.other.id))),
        ):
            outcome = thief.do(act)
            if code(outcome) not in ("unknown_record", "forbidden", "reused_id") or SECRET in str(outcome):
                found.append(f"{act} was answered {outcome}")
        if victim.read(made["id"])["data"]["note"] != SECRET:
            found.append("a record was overwritten by somebody who does not see it")
    return found
