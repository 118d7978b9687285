"""A phone sends what it did to a restored server again, and names the versions that it had."""

import json

from tests.sync.test_phone_batches import UNIT, Server, phone_with, problem


def restored(body):
    """The answer of a server that has lost the history of the unit."""
    answer = {"nonce": body["nonce"], "cursor": "r", "reset": {UNIT: "history"}}
    return 200, {}, json.dumps(answer).encode()


def test_what_a_restore_took_back_is_sent_with_the_version_that_it_had():
    """Twice restored, it is still known; what was never applied is sent without."""
    server = Server(None, restored, restored)
    phone = phone_with(1, server)
    assert phone.sync()
    made = [item.id for item in phone.journal]
    phone.put(UNIT, form="probe@1", set={"note": "y"})
    assert phone.sync()
    assert [body.get("applied") for body in server.requests[:3]] == [None, None, {made[0]: "1.aaaaaaaa"}]
    assert server.requests[-1]["applied"] == {made[0]: "1.aaaaaaaa"}


def test_what_a_server_took_before_it_was_restored_is_never_refused_for_its_size():
    server = Server()
    phone = phone_with(1, server)
    assert phone.sync()
    (first,) = phone.journal
    later = phone.put(UNIT, record=first.record, set={"note": "later"})[0]
    server.replies = [restored, *[problem(413, "too_large")] * 4]
    assert not phone.sync()
    assert not phone.refused
    assert [item.id for item in phone.outbox] == [first.id, later]
    server.replies.clear()
    assert phone.sync()
    assert [item.id for item in phone.journal] == [first.id, later]
