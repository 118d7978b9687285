"""An administrator sees whether the province would survive, and orders a backup, which the jobs make."""

import pytest
from sqlalchemy import select

from server.backups import orders, survival
from server.backups.orders import FAULTS
from server.backups.survival import REASONS
from server.jobs import chores
from server.models.backups import BackupOrder
from server.platform.database import write
from tests.village import SAME_ORIGIN


def shown(client, language="vi"):
    headers = {"X-Account": client.account, "Accept-Language": language}
    return client.http.get("/api/backups", headers=headers).json


def ordered(client, key="one"):
    headers = SAME_ORIGIN | {"X-Account": client.account, "Idempotency-Key": key}
    answer = client.http.post("/api/backups", json={}, headers=headers)
    assert answer.status_code == 202
    return answer.json


def fulfil(village):
    with village.app.app_context():
        chores.make_ordered_backups()


def test_what_is_ordered_is_made_once_and_shown(village, in_place, monkeypatch):
    admin = village.client("admin")
    before = shown(admin)
    assert (before["backups"], before["order"], before["survival"]["code"]) == ([], None, "none")
    first = ordered(admin)
    assert ordered(admin) == first
    assert ordered(admin, "another")["id"] == first["id"], "one is waited for already"
    assert shown(admin)["order"]["state"] == "queued"

    fulfil(village)
    fulfil(village)
    after = shown(admin)
    (made,) = after["backups"]
    assert (after["order"]["state"], after["order"]["backup"]) == ("done", made["id"])
    assert (made["kind"], made["depth"], made["faults"]) == ("monthly", "all", [])
    assert made["verified"]
    assert made["size"] > 0
    assert 0 <= made["age"] < 600
    assert after["survival"]["code"] == "here"
    assert "ổ đĩa" in after["survival"]["reason"]
    assert "own disk" in shown(admin, "en")["survival"]["reason"]
    monkeypatch.setattr(survival, "_on_our_disk", lambda folder: False)
    assert shown(admin)["survival"]["sure"]
    whats = [one["what"] for one in admin.get("/api/audit?what=backup.order").json["entries"]]
    assert whats == ["backup.order"]

    assert ordered(admin)["id"] == first["id"], "the same press"
    assert ordered(admin, "later")["id"] != first["id"]


def test_what_cannot_be_made_says_why(village, tmp_path):
    (tmp_path / "file").touch()
    village.app.config.update(BACKUPS=str(tmp_path / "file" / "below"), EXPORTS=str(tmp_path / "exports"))
    admin = village.client("admin")
    ordered(admin)
    fulfil(village)
    order = shown(admin)["order"]
    assert (order["state"], order["fault"], order["reason"]) == ("failed", "not_made", FAULTS["not_made"][0])
    assert "Not a directory" in order["detail"]


def test_an_order_that_ends_the_process_is_given_up_after_three(village, in_place):
    admin = village.client("admin")
    ordered(admin)

    def dies(progress):
        progress(1, 2)
        raise SystemExit

    with village.app.app_context():
        for _ in range(orders.MOST):
            with pytest.raises(SystemExit):
                orders.fulfil(dies)
            assert shown(admin)["order"]["percent"] == 50
    fulfil(village)
    assert shown(admin, "en")["order"]["reason"] == FAULTS["died"][1]
    with village.app.app_context(), write() as session:
        assert session.scalars(select(BackupOrder.state)).all() == ["failed"]


def test_ordered_backups_do_not_pile_up(village, in_place, tmp_path):
    village.app.config["BACKUPS_KEPT"] = (1, 1, 1)
    admin = village.client("admin")
    for number in range(3):
        ordered(admin, str(number))
        fulfil(village)
    kept = [one["name"] for one in shown(admin)["backups"]]
    assert len(kept) == 2, "the newest, and the first of the day"
    assert sorted(path.name for path in (tmp_path / "backups").iterdir()) == sorted(kept)


def test_each_reason_is_said_in_both_languages():
    for vi, en in (*REASONS.values(), *FAULTS.values()):
        assert vi != en
        assert vi.count("{made}") == en.count("{made}") <= 1
