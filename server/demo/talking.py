"""Comments: colleagues, leaders and officers say a word here and there."""

from random import Random

from server.demo.content import TO_THE_PROVINCE, table
from server.demo.logged import Activity
from server.demo.phones import House
from server.demo.registering import OFFICER
from server.demo.stamps import unit_id

PARTS = ("leader", "leader", "coauthor", "department", "commune")
SPOKEN_OF = ("approved", "mended", "settled", "verified", "submitted")


def talk(house: House, season: list[Activity], random: Random) -> None:
    """About every fourth activity gets a word."""
    spoke = set()
    for one in season:
        people = _who_may_speak(one)
        part = random.choice(PARTS)
        if part not in people or one.fate not in SPOKEN_OF or random.random() > 0.25:
            continue
        moment = one.later(0, 4, office=part in ("department", "commune"))
        text = random.choice(table("talk")["comments"][part])
        house.hand(people[part]).act(moment, "comment", one.record, unit=unit_id(one.school.code), text=text)
        spoke.add(people[part])
    house.sync(spoke)


def _who_may_speak(one: Activity) -> dict[str, str]:
    """Usernames by their part; schools that report to the province are not their commune's to speak of."""
    people = {"leader": one.leader, "department": OFFICER}
    if one.coauthors:
        people["coauthor"] = one.coauthors[0][0]
    if one.school.level not in TO_THE_PROVINCE:
        entry = next(entry for entry in table("schools")["officers"] if entry["commune"] == one.school.commune)
        people["commune"] = entry["people"][0][0]
    return people
