"""People who are taken on for one test, and leave: the demo's accounts stay where they are."""

import json
import secrets
from contextlib import ExitStack

from .phone_probe import JSON, Phone, connect, sign_in

PASSWORD = "ruộng bậc thang chín"


class Newcomers:
    """Takes people on by ``admin``, an administrator's phone; ``end`` makes those leave who have not."""

    def __init__(self, url: str, admin: Phone):
        self.url, self.admin = url, admin
        self._open = ExitStack()
        self._here: set[str] = set()

    def hire(self, unit: str, role: str = "teacher") -> Phone:
        """The phone of somebody new, who has read all that there is for them."""
        username = f"moi.{secrets.token_hex(5)}"
        person = {"name": "Người mới", "username": username, "role": {"unit": unit, "role": role}}
        account = self._ask("/api/people", person)["id"]
        self._here.add(account)
        secret = self._ask(f"/api/people/{account}/code", {})["code"]
        client = self._open.enter_context(connect(self.url))
        answer = sign_in(client, username, secret)
        assert answer.status_code == 200, answer.text
        phone = Phone(client, answer.json())
        chosen = json.dumps({"password": PASSWORD}).encode()
        answer = client.put("/api/session/password", content=chosen, headers=phone.headers | JSON)
        assert answer.status_code == 200, answer.text
        phone.pull()
        return phone

    def school(self, commune: str) -> str:
        """A new school; its id."""
        unit = {"kind": "school", "name": f"TH {secrets.token_hex(3)}", "parent": commune, "level": "TH"}
        return self._ask("/api/units", unit)["id"]

    def leave(self, phone: Phone) -> None:
        """End all of somebody's roles, as of today."""
        self._leave(phone.account)

    def transfer(self, phone: Phone, unit: str) -> None:
        """Let somebody go on in another unit from now on; their phone learns of it by itself."""
        person = self.admin.get(f"/api/people/{phone.account}").json()
        role = next(one["id"] for one in person["roles"] if not one.get("until"))
        address = f"/api/people/{phone.account}/roles/{role}/transfer"
        self._ask(address, {"unit": unit}, {"If-Match": f'"{person["version"]}"'})

    def code(self, phone: Phone, printer: Phone) -> str:
        """A one-time code for somebody, printed by whoever looks after them."""
        return self._ask(f"/api/people/{phone.account}/code", {}, by=printer)["code"]

    def end(self) -> None:
        for account in sorted(self._here):
            self._leave(account)
        self._open.close()

    def _leave(self, account: str) -> None:
        seen = self.admin.get(f"/api/people/{account}").json()["version"]
        self._ask(f"/api/people/{account}/leave", {}, {"If-Match": f'"{seen}"'})
        self._here.discard(account)

    def _ask(self, path: str, body: dict, headers: dict | None = None, by: Phone | None = None) -> dict:
        by = by or self.admin
        answer = by.client.post(path, content=json.dumps(body).encode(), headers=by.headers | JSON | (headers or {}))
        assert answer.status_code in (200, 201), answer.text
        return answer.json()
