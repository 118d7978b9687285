"""Making tokens and asking with one."""

import base64
from datetime import timedelta

from server.platform.clock import today
from tests.village import PASSWORD, Client, Village

OWN = "/api/session/tokens"


def make(client: Client, **members) -> str:
    """A new token of somebody's, for 30 days and all that they see unless ``members`` say otherwise."""
    body = {"name": "Power BI", "until": (today() + timedelta(days=30)).isoformat(), "password": PASSWORD} | members
    answer = client.post(OWN, body)
    assert answer.status_code == 201, answer.text
    return answer.json["token"]


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def basic(token: str, name: str = "") -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{token}".encode()).decode()}


def ask(village: Village, token: str, path: str = "/api/records", headers=None):
    """A program's request: no cookie, no account, no origin."""
    return village.app.test_client().get(path, headers=headers or bearer(token))


def records(village: Village, token: str) -> set[str]:
    answer = ask(village, token)
    assert answer.status_code == 200, answer.text
    return {record["id"] for record in answer.json["records"]}
