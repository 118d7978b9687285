"""What tests of the second factor share: a phone's codes, and signing in with them."""

from datetime import UTC, datetime, timedelta

import pyotp

from tests.village import PASSWORD, SAME_ORIGIN

START = datetime(2032, 3, 1, 8, 0, 5, tzinfo=UTC)  # the village's roles have begun
OWN = "/api/session/second-factor"


def attempt(village, name="so", code=None, password=PASSWORD):
    """The client of somebody who types username, password and code, and the server's answer."""
    client = village.app.test_client()
    body = {"username": village.people[name], "password": password} | ({} if code is None else {"code": code})
    return client, client.post("/api/session", json=body, headers=SAME_ORIGIN)


def enrol(client):
    """The authenticator app and the recovery codes of somebody who sets up a second factor."""
    begun = client.post(OWN, {})
    assert begun.status_code == 201, begun.text
    totp = pyotp.TOTP(begun.json["secret"])
    done = client.post(f"{OWN}/confirm", {"code": totp.now()})
    assert done.status_code == 200, done.text
    return totp, done.json["recovery_codes"]


def later(totp):
    """The code that the phone shows next, as the present one may be used up."""
    return totp.at(datetime.now(UTC) + timedelta(seconds=30))
