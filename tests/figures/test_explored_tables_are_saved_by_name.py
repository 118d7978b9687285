"""A table of Explore is saved by name, for oneself or for all of one's unit, and only its person changes it."""

from sqlalchemy import select
from uuid_utils import uuid7

from server.models.audit import AuditEntry
from server.platform.database import read
from tests.village import Village


def put(client, id_, name="Theo tháng", query="register=probe_direct&rows=month", shared=False):
    return client.send("PUT", f"/api/views/{id_}", {"name": name, "query": query, "shared": shared})


def seen(client):
    return [(view["name"], view["mine"]) for view in client.get("/api/views").json["views"]]


def test_one_sees_ones_own_and_what_is_shared_in_ones_unit(village: Village):
    gv, ht, so, far = (village.client(name) for name in ("gv", "ht", "so", "gv2"))
    own, shared = str(uuid7()), str(uuid7())
    assert put(gv, own).status_code == 204
    assert put(gv, shared, name="Cho cả trường", shared=True).status_code == 204
    assert seen(gv) == [("Cho cả trường", True), ("Theo tháng", True)]
    assert seen(ht) == [("Cho cả trường", False)]
    assert seen(so) == seen(far) == []


def test_it_is_renamed_deleted_and_brought_back(village: Village):
    gv, ht, id_ = village.client("gv"), village.client("ht"), str(uuid7())
    put(gv, id_, shared=True)
    assert put(ht, id_).status_code == ht.send("DELETE", f"/api/views/{id_}").status_code == 404
    assert put(gv, id_, name="Tên khác", shared=True).status_code == 204
    assert seen(ht) == [("Tên khác", False)]
    for _ in range(2):
        assert gv.send("DELETE", f"/api/views/{id_}").status_code == 204
    assert seen(gv) == []
    assert put(gv, id_, name="Tên khác").status_code == 204
    assert seen(gv) == [("Tên khác", True)]
    with village.app.app_context(), read() as session:
        acts = select(AuditEntry.action).where(AuditEntry.action.startswith("view.")).order_by(AuditEntry.seq)
        assert list(session.scalars(acts)) == ["view.save", "view.save", "view.delete", "view.save"]


def test_what_is_no_table_is_refused(village: Village):
    gv, id_ = village.client("gv"), str(uuid7())
    for change, name in ({"name": "  "}, "name"), ({"query": "x=1"}, "query"), ({"name": "a" * 81}, "name"):
        answer = put(gv, id_, **change)
        assert (answer.status_code, list(answer.json["fields"])) == (400, [name])
    assert put(gv, "1").status_code == 404
    assert put(village.client("admin"), id_).status_code == 403
    for _ in range(50):
        assert put(gv, str(uuid7())).status_code == 204
    assert put(gv, id_).json["fields"] == {"name": {"rule": "count"}}
