"""A school scores itself, a school of its cluster scores it, the department re-checks: side by side, for them alone."""

import pytest

from server.org.people import add_unit
from server.platform.database import write
from sync.protocol.ids import natural_id
from tests.village import code

PERIOD = "2026-2027-HK1"
LINES = {
    "curriculum": 12,
    "quality": 10,
    "universal": 6,
    "ethics": 10,
    "development": 9,
    "models": 10,
    "initiatives": 7.5,
    "green": 8,
    "digital": 7,
    "learning": 5,
}
MOST = {"education": 30, "staff": 20, "innovation": 20, "environment": 20, "own": 10}
PARTS = {"education_points": 27, "staff_points": 18, "innovation_points": 15, "environment_points": 20}


@pytest.fixture
def cluster(sector):
    so = sector.client("so")
    asked = {"name": "Cụm số 1", "units": [sector.school.id, sector.other.id]}
    return so.post("/api/clusters", asked).json["clusters"][0]["id"]


def send(sector, author, **put):
    outcome = author.do(author.mutation("put", period=PERIOD, then="submit", **put))
    assert "refused" not in outcome, outcome
    return outcome["version"]


def approve(sector, record, version, unit):
    so = sector.client("so")
    outcome = so.do(so.mutation("approve", record=record, unit=unit, base=version))
    assert "refused" not in outcome, outcome


def self_score(sector, name, **more):
    leader = sector.client(name)
    record = natural_id(leader.unit, "criteria_score", PERIOD)
    version = send(sector, leader, form="criteria_score@1", record=record, set=LINES | more)
    approve(sector, record, version, leader.unit)
    return record


def scored_by(client, school, parts):
    return client.mutation("put", form="cross_score@1", period=PERIOD, then="submit", set={"school": school} | parts)


def other_score(sector, name, school, **parts):
    client = sector.client(name)
    if name == "so":
        client.unit = sector.province.id
    put = scored_by(client, school, parts)
    outcome = client.do(put)
    if code(outcome) is None:
        approve(sector, put["id"], outcome["version"], client.unit)
    return outcome


def standing(sector, cluster, name="so"):
    answer = sector.client(name).get(f"/api/clusters/{cluster}/ranking?period={PERIOD}")
    return answer.json if answer.status_code == 200 else answer.status_code


def rows(answer):
    return {row["unit"]: row for row in answer["rows"]}


@pytest.mark.lengthy
def test_three_scores_stand_side_by_side_and_the_departments_counts(sector, cluster):
    own = [
        {"id": "a", "criterion": "Nói tiếng Anh mỗi sáng", "points": 7},
        {"id": "b", "criterion": "Khèn", "points": 6},
    ]
    self_score(sector, "ht", own=own, bonus_prizes=4, penalty_late=1.5)
    self_score(sector, "ht2")
    row = rows(standing(sector, cluster))[sector.school.id]
    assert row["self"]["sections"] == {
        "education": 28,
        "staff": 19,
        "innovation": 17.5,
        "environment": 20,
        "own": 10,
        "bonus": 4,
        "penalty": 1.5,
    }
    assert (row["rank"], row["points"], row["rating"]) == (1, 97, "excellent")

    assert code(other_score(sector, "ht2", sector.school.id, **PARTS)) is None
    row = rows(standing(sector, cluster))[sector.school.id]
    assert (row["rank"], row["points"], row["self"]["points"]) == (2, 80, 97)
    assert [one["by"] for one in row["cluster"]] == ["TH Tủa Thàng"]

    other_score(sector, "so", sector.school.id, **PARTS | {"innovation_points": 20, "own_points": 9})
    row = rows(standing(sector, cluster))[sector.school.id]
    assert (row["rank"], row["points"], row["rating"]) == (1, 94, "excellent")
    assert row["department"]["sections"]["innovation"] == 20


@pytest.mark.lengthy
def test_the_whole_answer_member_by_member(sector, cluster):
    """Two schools of the cluster score the first, one twice over: their mean counts, until the department scores."""
    so = sector.client("so")
    with sector.app.app_context(), write() as session:
        third = add_unit(session, kind="school", name="TH An Phú", parent=sector.commune)
    sector.add("ht3", "leader", third)
    [kept] = so.get("/api/clusters").json["clusters"]
    units = [sector.school.id, sector.other.id, third.id]
    assert so.send("PATCH", f"/api/clusters/{cluster}", {"units": units}, kept["version"]).status_code == 200
    own = self_score(sector, "ht")
    for points in (27, 20):
        other_score(sector, "ht2", sector.school.id, **PARTS | {"education_points": points})
    waits = sector.client("ht2")
    assert "version" in waits.do(scored_by(waits, sector.school.id, PARTS)), "nobody approved it: it counts nowhere"
    answer = standing(sector, cluster)
    rows = answer.pop("rows")
    assert answer.pop("as_of").endswith("Z")
    sections = answer.pop("sections")
    most = {one["key"]: (one["most"], one["adds"]) for one in sections}
    counts = {key: (points, "points") for key, points in MOST.items()}
    assert most == counts | {"bonus": (5, "bonus"), "penalty": (10, "penalty")}
    assert all(set(one) == {"key", "title", "most", "adds"} for one in sections)
    assert sections[0]["title"] == {"vi": "Thực hiện nhiệm vụ giáo dục", "en": "Educational work"}
    named = {"id": cluster, "name": "Cụm số 1"}
    assert answer == {"cluster": named, "register": "criteria_score", "period": PERIOD}
    records = [one.pop("record") for one in rows[0]["cluster"]]
    assert len({own, *records}) == 3
    scored = {"education": 27, "staff": 18, "innovation": 15, "environment": 20}
    assert rows == [
        {
            "rank": 1,
            "unit": sector.school.id,
            "name": "TH Sín Thầu",
            "points": 76.5,
            "rating": "good",
            "self": {
                "record": own,
                "points": 84.5,
                "sections": scored | {"education": 28, "staff": 19, "innovation": 17.5},
            },
            "cluster": [
                {"by": "TH Tủa Thàng", "points": 80, "sections": scored},
                {"by": "TH Tủa Thàng", "points": 73, "sections": scored | {"education": 20}},
            ],
            "department": None,
        },
        unscored(third),
        unscored(sector.other),
    ]


def unscored(unit):
    nothing = dict.fromkeys(("rank", "points", "rating", "self", "department"))
    return {"unit": unit.id, "name": unit.name, "cluster": []} | nothing


def test_what_is_not_there_is_named(sector, cluster):
    so = sector.client("so")
    for query, faults in {
        "register=nosuch": {"register": {"rule": "choices"}},
        "register=cross_score": {"register": {"rule": "choices"}},
        "period=nosuch": {"period": {"rule": "choices"}},
        "period=2026-2027": {"period": {"rule": "choices"}},
        "nosuch=1": {"nosuch": {"rule": "unknown"}},
    }.items():
        answer = so.get(f"/api/clusters/{cluster}/ranking?{query}")
        assert (answer.status_code, answer.json["fields"]) == (400, faults), query
    for absent in ("none", sector.school.id):
        assert standing(sector, absent) == 404


@pytest.mark.lengthy
def test_a_school_scores_those_of_its_cluster_alone(sector, cluster):
    refused = other_score(sector, "ht2", sector.other.id, **PARTS)
    assert refused["refused"]["fields"] == {"school": {"rule": "choices"}}
    offered = next(r for r in sector.client("ht").get("/api/catalog").json["registers"] if r["key"] == "cross_score")
    field = next(one for one in offered["fields"] if one["name"] == "school")
    assert [one["value"] for one in field["choices"]] == [sector.other.id]


def test_it_opens_at_the_last_semester_that_has_scores(sector, cluster):
    asked, earlier = f"/api/clusters/{cluster}/ranking", "2025-2026-HK2"
    assert sector.client("so").get(asked).json["period"] != earlier
    leader = sector.client("ht")
    record = natural_id(leader.unit, "criteria_score", earlier)
    put = leader.mutation("put", form="criteria_score@1", record=record, period=earlier, then="submit", set=LINES)
    approve(sector, record, leader.do(put)["version"], leader.unit)
    assert sector.client("so").get(asked).json["period"] == earlier


def test_nobody_else_sees_it(sector, cluster):
    assert standing(sector, cluster, "xa") == standing(sector, cluster, "admin") == 403
    assert rows(standing(sector, cluster, "ht")).keys() == rows(standing(sector, cluster, "gv2")).keys()
    assert sector.app.test_client().get(f"/api/clusters/{cluster}/ranking").status_code == 401
    answer = sector.client("so").get(f"/api/clusters/{cluster}/ranking?period=2026")
    assert (answer.status_code, set(answer.json["fields"])) == (400, {"period"})


def test_points_are_never_answered_by_hand(sector):
    ht = sector.client("ht")
    record = natural_id(ht.unit, "criteria_score", PERIOD)
    put = ht.mutation("put", form="criteria_score@1", record=record, period=PERIOD, set={"total": 100})
    assert ht.do(put)["refused"]["fields"] == {"total": {"rule": "computed"}}
