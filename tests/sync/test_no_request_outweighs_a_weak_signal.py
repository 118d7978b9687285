"""However much a phone has to send, no request is heavier than a weak signal carries: 64 KB, as it is sent."""

from random import Random

from sync.phone import Phone
from sync.phone.batch import as_sent
from tests.sync.test_phone_batches import UNIT, Server

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"


def test_a_thousand_records_of_a_kilobyte():
    chance, server = Random(7), Server()
    words = ["".join(chance.choices(LETTERS, k=5)) for _ in range(400)]
    phone = Phone("me", server, scopes=[UNIT])
    for _ in range(1000):
        phone.put(UNIT, form="probe@1", set={"note": " ".join(chance.choices(words, k=90))})

    assert phone.sync()
    assert max(len(as_sent(body)[0]) for body in server.requests) <= 64 * 1024
