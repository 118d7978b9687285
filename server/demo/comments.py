"""Comments on activities by colleagues, leaders and officers."""

from random import Random

from server.demo.activity import Activity
from server.demo.content import TO_THE_PROVINCE, table
from server.demo.phones import Phones
from server.demo.registering import OFFICER
from server.demo.stamps import unit_id

ROLES = ("leader", "leader", "coauthor", "department", "commune")
COMMENTED = ("approved", "mended", "settled", "verified", "submitted")


def comment(phones: Phones, season: list[Activity], random: Random) -> None:
    """Send a comment on some of the activities of a season, at most on every fourth."""
    writers = set()
    for one in season:
        people = _who_may_comment(one)
        role = random.choice(ROLES)
        if role not in people or one.ends_as not in COMMENTED or random.random() > 0.25:
            continue
        moment = one.later(0, 4, office=role in ("department", "commune"))
        text = random.choice(table("talk")["comments"][role])
        phones.of(people[role]).act(moment, "comment", one.record, unit=unit_id(one.school.code), text=text)
        writers.add(people[role])
    phones.sync(writers)


def _who_may_comment(one: Activity) -> dict[str, str]:
    """Who may comment on an activity: role → username.

    No role for its commune's officer if the school reports to the province.
    """
    people = {"leader": one.leader, "department": OFFICER}
    if one.coauthors:
        people["coauthor"] = one.coauthors[0][0]
    if one.school.level not in TO_THE_PROVINCE:
        entry = next(entry for entry in table("schools")["officers"] if entry["commune"] == one.school.commune)
        people["commune"] = entry["people"][0][0]
    return people
