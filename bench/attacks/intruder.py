"""Session abuse: cookies that were stolen, have ended, are another account's, or were planted before signing in."""

from random import Random

from tests.village import SAME_ORIGIN, Village

NEXT = "suối trong rừng già"


def intrude(village: Village, random: Random) -> list[str]:
    """Each way into an account without its password; a text for each that opens."""
    app, found = village.app, []

    def opens(account: str, cookie: str) -> bool:
        headers = SAME_ORIGIN | {"X-Account": account, "Cookie": cookie}
        return app.test_client(use_cookies=False).get("/api/session", headers=headers).status_code == 200

    (victim, token), (other, their_token) = signed_in(village, "gv"), signed_in(village, "gvb")
    name = f"lantoa_{victim}"
    tries = {
        "another account's session": (victim, f"{name}={their_token}"),
        "one's own session for another account": (other, f"{name}={token}"),
        "a session under another account's name": (other, f"lantoa_{other}={token}"),
        "no token": (victim, f"{name}="),
        "a token cut short": (victim, f"{name}={token[:-1]}"),
        "a drawn token": (victim, f"{name}={random.randbytes(32).hex()}"),
    }
    found += [what for what, (account, cookie) in tries.items() if opens(account, cookie)]
    planted = app.test_client()
    planted.set_cookie(name, "planted-before-signing-in")
    body = {"username": village.people["gv"], "password": village.password}
    planted.post("/api/session", json=body, headers=SAME_ORIGIN)
    if opens(victim, f"{name}=planted-before-signing-in"):
        found.append("a planted session")
    headers = SAME_ORIGIN | {"X-Account": victim, "Cookie": f"{name}={token}"}
    http = app.test_client(use_cookies=False)
    http.delete("/api/session", headers=headers)
    if opens(victim, f"{name}={token}"):
        found.append("a session that was signed out")
    return found


def signed_in(village: Village, who: str) -> tuple[str, str]:
    """An account, and the token of a session that it has begun."""
    client = village.client(who)
    cookie = client.http.get_cookie(f"lantoa_{client.account}")
    return client.account, cookie.value if cookie else ""
