"""A photo is shown by a record that names it, to whoever sees that record, and to nobody else."""

from itertools import product

import pytest
from sqlalchemy import select

from server.models.audit import AuditEntry
from server.platform.database import read
from tests.log.album import album, consent
from tests.photos.pictures import announce, coded, drawn, photographed, send, show, value
from tests.village import code

__all__ = ["photographed"]
DATA, SMALL, OTHER = coded(drawn()), coded(drawn(64, 48)), coded(drawn(seed=2))
EVERYBODY = ("gv", "gvb", "ht", "xa", "so", "gv2", "ht2", "admin")


@pytest.fixture
def held(photographed):
    gv = photographed.client("gv")
    record = album(gv, value(DATA, preview=value(SMALL)["sha256"]))
    for data in (SMALL, DATA):
        assert send(gv, record, data).status_code == 200
    return record


def views(village):
    with village.app.app_context(), read() as session:
        rows = select(AuditEntry.actor, AuditEntry.target, AuditEntry.unit).where(AuditEntry.action == "photo.view")
        return [tuple(row) for row in session.execute(rows)]


def test_who_sees_it(photographed, held):
    found = {
        (name, which): show(photographed.client(name), held, data, small).status_code
        for name, (which, data, small) in product(
            EVERYBODY, (("large", DATA, False), ("small", DATA, True), ("preview", SMALL, False))
        )
    }
    seen = {"gv", "gvb", "ht", "xa", "so"}
    assert found == {(name, which): 200 if name in seen else 404 for name, which in found}
    bare = photographed.app.test_client().get(f"/api/records/{held}/photos/{value(DATA)['sha256']}")
    assert bare.status_code == 401


def test_a_draft_is_its_authors(photographed):
    gv = photographed.client("gv")
    record = album(gv, value(DATA), then=None)
    assert send(gv, record, DATA).status_code == 200
    assert {name for name in EVERYBODY if show(photographed.client(name), record, DATA).status_code == 200} == {"gv"}


def test_a_known_hash_gives_nobody_a_right(photographed, held):
    """Neither to see it by another record, nor to have it from another school, nor to learn that it is there."""
    gv2, gvb = photographed.client("gv2"), photographed.client("gvb")
    far, near = album(gv2, value(DATA)), album(gvb, value(OTHER))
    assert announce(gv2, far, DATA).json == {"offset": 0}
    assert show(gv2, far, DATA).status_code == 404
    assert show(gvb, near, DATA).status_code == 404
    for client, record in ((gvb, held), (gv2, held), (photographed.client("ht"), held), (gvb, near)):
        answer = announce(client, record, DATA)
        assert (answer.status_code, answer.json["code"]) == (404, "unknown_record")
    there = announce(gv2, held, DATA).json
    assert there == announce(gv2, "01935c8e-6b1a-7c3d-8e4f-0a1b2c3d4e5f", DATA).json


@pytest.mark.parametrize("address", ["{record}/photos/none", "none/photos/{sha256}", "{record}/photos/{other}"])
def test_what_is_not_there_is_not_found(photographed, held, address):
    path = address.format(record=held, sha256=value(DATA)["sha256"], other=value(OTHER)["sha256"])
    assert photographed.client("gv").get(f"/api/records/{path}").json["code"] == "not_found"


def test_once_consent_is_taken_back_it_is_hidden_from_all(photographed, held):
    gv, so = photographed.client("gv"), photographed.client("so")
    photo = value(DATA)
    assert code(consent(gv, held, photo, True)) is None
    assert show(so, held, DATA).status_code == 200
    assert code(consent(gv, held, photo, False)) is None
    for client, (data, small) in product((gv, so), ((DATA, False), (DATA, True), (SMALL, False))):
        assert show(client, held, data, small).status_code == 404
    assert code(consent(gv, held, photo, True)) is None
    assert show(gv, held, DATA).status_code == 200


def test_no_condition_shows_what_was_taken_back_or_is_anothers(photographed, held):
    """Nor does it say that it has not changed: a browser would show what it has kept."""
    gv, far = photographed.client("gv"), photographed.client("gv2")
    path, etag = f"/api/records/{held}/photos/{value(DATA)['sha256']}", show(gv, held, DATA).headers["ETag"]
    conditions = [{}, {"If-None-Match": etag}, {"If-None-Match": "*"}, {"Range": "bytes=0-9", "If-Range": etag}]

    def answers(client, account):
        return {
            (answer.status_code, answer.headers.get("ETag"))
            for method, more in product(("GET", "HEAD"), conditions)
            for answer in [client.http.open(path, method=method, headers=more | {"X-Account": account})]
        }

    assert answers(gv, gv.account) == {(200, etag), (304, etag)}
    assert (answers(far, far.account), answers(far, gv.account)) == ({(404, None)}, {(401, None)})
    consent(gv, held, value(DATA), False)
    assert answers(gv, gv.account) == {(404, None)}


def test_a_photo_that_was_removed_is_shown_no_more(photographed, held):
    gv = photographed.client("gv")
    removed = gv.mutation("put", record=held, remove={"photos": [{"sha256": value(DATA)["sha256"]}]})
    assert code(gv.do(removed)) is None
    assert show(gv, held, DATA).status_code == 404


def test_a_value_in_conflict_is_shown_to_who_chooses(photographed, held):
    ht, gv = photographed.client("ht"), photographed.client("gv")
    base = ht.read(held)["version"]
    assert code(gv.do(gv.mutation("put", record=held, base=base, set={"photos": []}))) is None
    late = ht.mutation("put", record=held, unit=gv.unit, base=base, set={"photos": [value(OTHER)]})
    assert ht.do(late)["conflicts"] == ["photos"]
    assert send(ht, held, OTHER).status_code == 200
    assert show(gv, held, OTHER).status_code == 200


def test_it_is_cached_for_its_person_alone_and_asked_for_again(photographed, held):
    gv = photographed.client("gv")
    answer = show(gv, held, DATA)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "image/webp"
    known = {"X-Account": gv.account, "If-None-Match": answer.headers["ETag"]}
    path = f"/api/records/{held}/photos/{value(DATA)['sha256']}"
    again = gv.http.get(path, headers=known)
    assert (again.status_code, again.data) == (304, b"")
    assert gv.http.get(f"{path}?size=small", headers=known).status_code == 200
    assert gv.get(f"{path}?size=huge").json["code"] == "malformed"


def test_a_view_from_outside_is_in_the_audit_once_a_viewer_record_and_day(photographed, held):
    so, xa = photographed.client("so"), photographed.client("xa")
    for client in (so, so, photographed.client("gv"), photographed.client("ht"), photographed.client("gvb"), xa):
        for data in (DATA, SMALL):
            assert show(client, held, data).status_code == 200
    assert show(photographed.client("gv2"), held, DATA).status_code == 404
    unit = photographed.school.id
    assert views(photographed) == [(so.account, held, unit), (xa.account, held, unit)]


def test_it_is_shown_while_nothing_can_be_written_but_to_whom_the_audit_must_name(photographed, held):
    so, xa, gv = (photographed.client(name) for name in ("so", "xa", "gv"))
    assert show(so, held, DATA).status_code == 200
    photographed.app.config["READ_ONLY"] = True
    assert show(gv, held, DATA).status_code == show(so, held, DATA).status_code == 200
    assert show(xa, held, DATA).json["code"] == "read_only"


def test_a_file_that_is_gone_is_not_found(photographed, held, tmp_path):
    for file in (tmp_path / "photos").rglob("*.webp"):
        file.unlink()
    assert show(photographed.client("gv"), held, DATA).json["code"] == "not_found"
