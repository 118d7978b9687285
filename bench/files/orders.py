"""Orders each kind of file of the demo's last whole year as its department's officer does, and has it made."""

from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from server.demo import PASSWORD
from server.jobs import chores

OFFICER = "so.demo"
YEAR = "2025-2026"
FILES = {
    "report": {"kind": "report", "format": "docx"},
    "figures": {"kind": "figures", "format": "xlsx"},
    "activities": {"kind": "records", "format": "xlsx", "register": "activity"},
    "evidence": {"kind": "evidence", "format": "xlsx"},
}
"""The name of each file → its order, besides the year."""
LISTS = {
    "ranking": "/api/clusters/{cluster}/ranking/file?period=2024-2025-HK2",
    "year": "/api/years/{school}?year=" + YEAR,
    "nonreporters": "/api/dues/school_profile/" + YEAR + "/file",
    "people": "/api/people/file?unit={school}",
}
"""The name of each list that is made at once → its address, for the first school of the last cluster."""


def made(app: Flask, folder: Path) -> Iterator[Path]:
    """Order all files, make them and write them to ``folder``; gives their paths.

    Raises RuntimeError if one is refused or not made.
    """
    client, same = app.test_client(), {"Sec-Fetch-Site": "same-origin"}
    given = {"username": OFFICER, "password": PASSWORD}
    signed_in = client.post("/api/session", json=given, headers=same).get_json()
    headers = same | {"X-Account": signed_in["account"]}
    for name, order in FILES.items():
        placed = client.post("/api/exports", json=order | {"period": YEAR}, headers=headers)
        if placed.status_code != 202:
            raise RuntimeError(f"{name}: {placed.text}")
        with app.app_context():
            chores.work_exports()
        answer = client.get(f"/api/exports/{placed.get_json()['id']}/file", headers=headers)
        if answer.status_code != 200:
            raise RuntimeError(f"{name}: {answer.text}")
        yield _written(folder / f"{name}.{order['format']}", answer.data)
    cluster = client.get("/api/clusters", headers=headers).get_json()["clusters"][-1]
    for name, address in LISTS.items():
        answer = client.get(address.format(cluster=cluster["id"], school=cluster["units"][0]), headers=headers)
        if answer.status_code != 200:
            raise RuntimeError(f"{name}: {answer.text}")
        yield _written(folder / f"{name}.xlsx", answer.data)


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
