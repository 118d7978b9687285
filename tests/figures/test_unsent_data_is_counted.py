"""Units whose people hold data that is not sent yet are counted, while these people and their phones belong there."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from server.models.auth import Session as Phone
from server.models.org import Role
from server.platform.clock import now
from server.platform.database import write
from tests.figures.test_figures_add_up import figures
from tests.village import Village


def test_unsent_data_is_told(village: Village):
    gv, gvb = village.client("gv"), village.client("gvb")
    gv.sync(queue={"mutations": 3, "photos": 0})
    gvb.sync(queue={"mutations": 0, "photos": 2.5})
    village.client("gv2").sync(queue={"mutations": 0, "photos": 0})
    assert figures(village.client("so"), register="probe_direct")["complete"]["unsent"] == 1


@pytest.mark.parametrize(
    ("table", "ends", "unsent"),
    [
        (Role.until, timedelta(days=1), 1),
        (Role.until, timedelta(days=-1), 0),
        (Phone.expires, timedelta(days=1), 1),
        (Phone.expires, timedelta(days=-1), 0),
    ],
)
def test_unsent_data_counts_while_its_role_and_its_phone_last(village: Village, table, ends, unsent):
    village.client("gv").sync(queue={"mutations": 1, "photos": 0})
    with village.app.app_context(), write() as session:
        person = table.class_.person == village.accounts["gv"]
        session.execute(update(table.class_).where(person).values({table: now() + ends}))
    answers = [village.client("so").get(f"/api/{path}?register=probe_direct").json for path in ("figures", "overview")]
    assert [answer["complete"]["unsent"] for answer in answers] == [unsent, unsent]
    assert [one["name"] for one in answers[1]["complete"]["holding"]] == ["TH Sín Thầu"][:unsent]
