"""A phone names, with what it sends to a restored server again, the versions that it had."""

import json

from tests.sync.test_phone_batches import UNIT, Server, phone_with


def test_what_a_restore_took_back_is_sent_with_the_version_that_it_had():
    """Twice restored, it is still known; what was never applied is sent without."""

    def restored(body):
        answer = {"nonce": body["nonce"], "cursor": "r", "reset": {UNIT: "history"}}
        return 200, {}, json.dumps(answer).encode()

    server = Server(None, restored, restored)
    phone = phone_with(1, server)
    assert phone.sync()
    made = [item.id for item in phone.journal]
    phone.put(UNIT, form="probe@1", set={"note": "y"})
    assert phone.sync()
    assert [body.get("applied") for body in server.requests[:3]] == [None, None, {made[0]: "1.aaaaaaaa"}]
    assert server.requests[-1]["applied"] == {made[0]: "1.aaaaaaaa"}
