"""Records of the probe register as a tool for ODK Central asks for them."""

from urllib.parse import urlencode

from tests.tokens.making import bearer, make
from tests.village import DAY, Village

FORM = "/v1/projects/1/forms/probe"
DIRECT = "/v1/projects/1/forms/probe_direct"


class Tool:
    """A program with a token of the department's; it sends no cookie and no origin."""

    def __init__(self, village: Village, name: str = "so", **members):
        self.http = village.app.test_client()
        self.headers = bearer(make(village.client(name), **members))

    def ask(self, path: str, **options: str | int):
        """GET with OData's options, named without their ``$``."""
        query = urlencode({f"${name}": value for name, value in options.items()})
        return self.http.get(f"{path}?{query}" if query else path, headers=self.headers, buffered=True)

    def table(self, path: str = f"{DIRECT}.svc/Submissions", **options: str | int):
        answer = self.ask(path, **options)
        assert answer.status_code == 200, answer.text
        return answer.json

    def ids(self, path: str = f"{DIRECT}.svc/Submissions", **options: str | int) -> list[str]:
        return [one["__id"] for one in self.table(path, **options)["value"]]


def send(village: Village, name: str = "gv", number: int = 1, **members) -> str:
    """One direct record that was submitted; returns its instance id."""
    client = village.client(name)
    put = client.put(set={"note": f"Ghi chú {number}", "n": number, "day": DAY} | members, then="submit")
    outcome = client.do(put)
    assert "refused" not in outcome, outcome
    return f"uuid:{put['id']}"
