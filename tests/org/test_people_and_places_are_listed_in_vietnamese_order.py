"""People are listed by given name and places by the alphabet, page after page, on both databases alike."""

from server.models.org import Unit
from server.org.people import add_person, add_unit, give_role
from server.platform.database import write

NAMES = ["Lò Văn An", "Hà Thị Ánh", "Vàng A Ân", "Lò Thị Dung", "Nguyễn Văn Đức", "Đào Thị Lan", "Lò Thị Lân"]
PLACES = ["TH Ăng", "TH Ẳng", "TH Nà Bó", "TH Nậm", "TH số 2", "TH số 10"]


def fill(village) -> None:
    with village.app.app_context(), write() as session:
        school, commune = (session.get_one(Unit, one.id) for one in (village.school, village.commune))
        for number, name in enumerate(sorted(NAMES)):
            person = add_person(session, username=f"nguoi{number}", name=name)
            session.flush()
            give_role(session, person, school, "teacher")
        for name in sorted(PLACES):
            add_unit(session, kind="school", name=name, parent=commune)


def pages(client, path: str) -> list[str]:
    found, cursor = [], ""
    while cursor is not None:
        answer = client.get(f"{path}&limit=2{cursor}").json
        found += [one["name"] for one in answer["people"]]
        cursor = f"&cursor={answer['next']}" if answer["next"] else None
    return found


def test_people_and_places_are_listed_in_vietnamese_order(village):
    fill(village)
    leader, officer = village.client("ht"), village.client("so")
    listed = pages(leader, f"/api/people?unit={village.school.id}")
    assert [name for name in listed if name in NAMES] == NAMES
    assert len(listed) == len(set(listed))
    held = pages(leader, f"/api/devices?unit={village.school.id}")
    assert [name for name in held if name in NAMES] == NAMES
    catalog = officer.get("/api/catalog").json
    for units in (officer.get("/api/units").json["units"], catalog["units"]):
        assert [unit["name"] for unit in units if unit["name"] in PLACES] == PLACES
    colleagues = leader.get("/api/catalog").json["people"]
    assert [one["name"] for one in colleagues if one["name"] in NAMES] == NAMES
