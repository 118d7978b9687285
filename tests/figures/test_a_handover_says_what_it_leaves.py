"""Before a school ends or somebody is transferred, numbers say what moves, what stays, and what is not sent."""

import pytest
from sqlalchemy import select

from server.models.org import Role
from server.platform.database import read
from tests.village import code

SEEN = ("people", "sites", "records", "unfinished", "waiting", "unsent", "holders")


@pytest.fixture
def work(village):
    """Records of two people in each status that is counted apart, one that is deleted, and what their phones hold."""
    gv, ht, so = village.client("gv"), village.client("ht"), village.client("so")
    so.unit = gv.unit

    def made(client, then="submit"):
        put = client.put(then=then) if then else client.put()
        assert code(client.do(put)) is None
        return put["id"]

    def act(client, do, record):
        assert (
            code(client.do(client.mutation(do, record=record, base=client.read(record)["version"], text="Lại"))) is None
        )

    made(gv, then=None)
    made(gv)
    act(so, "return", made(gv))
    act(so, "approve", made(gv))
    act(gv, "delete", made(gv))
    made(ht)
    gv.sync(queue={"mutations": 3, "photos": 2})
    ht.sync(queue={"mutations": 0, "photos": 1})
    return village


def left(village, path, by="so"):
    answer = village.client(by).get(path)
    return answer.status_code, tuple(answer.json[name] for name in SEEN) if answer.status_code == 200 else None


def of_unit(village, by="so", unit=None):
    return left(village, f"/api/units/{unit or village.school.id}/end", by)


def of_role(village, name, by="so"):
    with village.app.app_context(), read() as session:
        role = session.scalar(select(Role.id).where(Role.person == village.accounts[name]))
    return left(village, f"/api/people/{village.accounts[name]}/roles/{role}/transfer", by)


@pytest.mark.lengthy
def test_of_a_school_all_and_of_a_person_their_own(work):
    assert of_unit(work) == (200, (3, 1, 5, 2, 2, 6, 2))
    assert of_unit(work, unit=work.other.id) == (200, (2, 1, 0, 0, 0, 0, 0))
    assert of_role(work, "gv") == (200, (1, 0, 4, 2, 1, 5, 1))
    assert of_role(work, "gvb") == (200, (1, 0, 0, 0, 0, 0, 0))


def test_only_to_who_may_do_it(village):
    assert [of_unit(village, by)[0] for by in ("so", "admin", "xa", "ht", "ht2", "gv")] == [
        200,
        200,
        403,
        403,
        404,
        404,
    ]
    assert [of_role(village, "gv", by)[0] for by in ("so", "admin", "xa", "ht", "ht2")] == [200, 200, 200, 200, 404]
    assert of_role(village, "ht", "ht")[0] == 403
    assert of_unit(village, unit="none")[0] == 404
    nobodys = f"/api/people/{village.accounts['gv']}/roles/0/transfer"
    assert left(village, nobodys)[0] == 404
