"""Who names a host that is not ours gets no page, no file and no answer but why; so no link is made of such a name."""

import pytest

from server.doctor.finding import FAULT
from server.doctor.keys import check_keys
from server.platform.config import load
from server.platform.security_headers import EXCHANGE
from server.platform.setting_values import hosts
from tests.fixtures.applications import open_app
from tests.platform.test_every_answer_has_its_headers import faults

OURS = frozenset({"lantoa.example", "10.0.0.7", "fd00::7"})
PATHS = ["/", "/ghi", "/so/nowhere", "/sw.js", "/assets/x.js", "/nowhere"]
PATHS += ["/api/session", "/api/docs", "/api/healthy", EXCHANGE]
WELL = ["/api/health", "/api/health/live", "/api/health/ready"]


def status(app, host: str, **headers: str) -> int:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    with app.test_client().get("/api/docs", headers={"Host": host} | named) as answer:
        return answer.status_code


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
@pytest.mark.parametrize("path", PATHS)
def test_it_is_refused_as_everything_is(sqlite_url, path, method):
    with open_app(sqlite_url, HOSTS=OURS) as app:
        headers = {"Host": "evil.example", "Accept": "text/html", "Accept-Language": "en"}
        with app.test_client().open(path, method=method, headers=headers) as answer:
            assert (answer.status_code, answer.json["code"], answer.json["status"]) == (421, "wrong_host", 421)
            assert answer.mimetype == "application/problem+json"
            assert "administrator" in answer.json["detail"]
            assert ("X-Request-ID" in answer.headers) == (path != EXCHANGE)
            assert "evil" not in f"{answer.headers}{answer.text}"
            assert not faults(answer, path)


@pytest.mark.parametrize("host", ["lantoa.example", "LanToa.Example:8443", "10.0.0.7", "[fd00::7]:80"])
def test_each_name_of_the_setting_is_ours_on_any_port(sqlite_url, host):
    with open_app(sqlite_url, HOSTS=OURS) as app:
        assert status(app, host) == 200


@pytest.mark.parametrize(
    "host",
    ["", "localhost", "127.0.0.1", "x.lantoa.example", "lantoa.example.", "lantoa.example@evil", "lantoa.example:80:1"]
    + ["evil, lantoa.example", "fd00::7", "[lantoa.example]", "[", "\xff", "lantoa.example:80x", "lantoa.example/"],
)
def test_nothing_else_is(sqlite_url, host):
    with open_app(sqlite_url, HOSTS=OURS) as app:
        assert status(app, host) == 421


@pytest.mark.parametrize(
    ("host", "answered"),
    [("localhost:8000", 200), ("127.0.0.1", 200), ("127.8.8.8:1", 200), ("[::1]:8000", 200)]
    + [("192.168.1.2", 421), ("localhost.evil.example", 421), ("0.0.0.0", 421), ("lantoa.example", 421), ("", 421)],
)
def test_without_the_setting_only_this_machine_has_a_name(sqlite_url, host, answered):
    with open_app(sqlite_url) as app:
        assert status(app, host) == answered


@pytest.mark.parametrize("path", WELL)
def test_a_balancer_asks_by_address_whether_all_is_well(app, path):
    app.config["HOSTS"] = OURS
    for host in ("10.1.2.3:8000", "", "\xff"):
        assert app.test_client().get(path, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "host", "forwarded", "answered"),
    [
        (1, "127.0.0.1:8000", "lantoa.example", 200),
        (1, "127.0.0.1:8000", "evil.example, lantoa.example", 200),
        (1, "lantoa.example", "evil.example", 421),
        (1, "lantoa.example", "lantoa.example, evil.example", 421),
        (1, "evil.example", "", 421),
        (2, "127.0.0.1:8000", "evil.example, lantoa.example, 10.0.0.1", 200),
        (2, "evil.example", "lantoa.example", 421),
        (0, "evil.example", "lantoa.example", 421),
        (0, "lantoa.example", "evil.example", 200),
    ],
)
def test_our_own_proxies_alone_say_what_was_named(sqlite_url, proxies, host, forwarded, answered):
    with open_app(sqlite_url, PROXIES=proxies, HOSTS=OURS) as app:
        assert status(app, host, X_Forwarded_Host=forwarded) == answered


def test_names_are_read_from_the_setting():
    assert load({}, {"LANTOA_HOSTS": " Lantoa.example, 10.0.0.7,fd00::7 ,"})["HOSTS"] == OURS
    for text in ("https://lantoa.example", "lantoa.example:443", "*.example", "lan tỏa", "a..b"):
        with pytest.raises(ValueError, match="names"):
            hosts(text)


def test_the_doctor_finds_a_proxy_before_a_server_without_a_name():
    settings = load({}, {"LANTOA_PROXIES": "1"})
    found = check_keys(settings)
    assert (found.state, "LANTOA_HOSTS" in found.todo) == (FAULT, True)
    assert check_keys(settings | {"HOSTS": OURS}).state != FAULT
