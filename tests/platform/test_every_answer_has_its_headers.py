"""No answer lets a browser be turned against its user: routes, files, downloads and errors, scored by their headers."""

import re

import pytest

from server.demo import PASSWORD
from server.platform.config import ROOT
from server.platform.security_headers import EXCHANGE
from server.platform.static_files import DIST
from sync.phone.transport import sign_in
from tests.fixtures.applications import open_app

needs_build = pytest.mark.browser  # `make test` builds the client; `make check` does not
TLS = "https://localhost"
OPENED = [  # beside every route with names that lead nowhere
    "/api/catalog",
    "/api/overview",
    "/api/figures?register=probe_direct",
    "/api/records?limit=1",
    "/api/audit",
    "/api/templates/default/file",
    "/api/registers/probe_direct.toml",
    "/api/registers/probe_direct.xlsx",
    "/api/import/template",
    "/api/docs/static/docs.css",
    "/huong-dan/teacher",
    "/huong-dan/hinh/teacher-home.webp",
    "/api/records?limit=x",
    "/api/nowhere",
    "/nowhere.js",
    "/api/records/%00",
]
PUBLIC = ("/dien-hinh", "/robots.txt", "/sitemap.xml")
NAMED_BY_CONTENT = r"/dien-hinh/tep/\w+\.[0-9a-f]{12}\.\w+"
OF_THE_SERVER = "HTTP/1.1 200 OK\r\nDate: Sat, 28 Nov 2026 17:28:43 GMT\r\nServer: nginx\r\nConnection: keep-alive\r\n"
OFTEN = {"microphone", "payment", "usb", "camera", "geolocation", "display-capture"}
OF_ASSETS = {"X-Content-Type-Options", "Cross-Origin-Resource-Policy", "Cache-Control"}  # parts of a page, no pages


def policy(answer) -> dict[str, list[str]]:
    """The directives of its Content-Security-Policy."""
    parts = [part.split() for part in answer.headers.get("Content-Security-Policy", "").split(";")]
    return {part[0]: part[1:] for part in parts if part}


def has(answer, header: str, pattern: str) -> bool:
    return re.fullmatch(pattern, answer.headers.get(header, "")) is not None


def faults(answer, path: str) -> set[str]:
    """The names of the headers that are missing or too weak in the answer to a request for ``path``."""
    directives = policy(answer)
    shut = ("default-src", "base-uri", "form-action", "frame-ancestors")
    # The public pages have a search, the page of a letter's last link a button: forms of their own.
    forms = ("'none'", "'self'") if path.startswith((*PUBLIC, "/thoi-nhan-thu")) else ("'none'",)
    right = {
        "Content-Security-Policy": all(
            directives.get(name) in ([one] for one in (forms if name == "form-action" else ("'none'",)))
            for name in shut
        )
        and not any("unsafe" in source or "*" in source for sources in directives.values() for source in sources),
        "X-Content-Type-Options": has(answer, "X-Content-Type-Options", "nosniff"),
        "Cross-Origin-Resource-Policy": has(answer, "Cross-Origin-Resource-Policy", "same-origin"),
        "Referrer-Policy": has(answer, "Referrer-Policy", "same-origin|no-referrer"),
        "Cache-Control": _cached_rightly(answer, path),
        "Strict-Transport-Security": has(answer, "Strict-Transport-Security", "max-age=[0-9]{8,}")
        == answer.request.url.startswith("https:"),
    }
    if answer.mimetype == "text/html":
        denied = answer.headers.get("Permissions-Policy", "")
        right |= {
            "Cross-Origin-Opener-Policy": has(answer, "Cross-Origin-Opener-Policy", "same-origin"),
            "Permissions-Policy": all(re.search(rf"\b{name}=\((self)?\)", denied) for name in OFTEN),
            "Trusted Types": directives.get("require-trusted-types-for") == ["'script'"]
            and len(directives.get("trusted-types", [])) == 1,
        }
    needed = OF_ASSETS if path.startswith("/assets/") and answer.status_code == 200 else right.keys()
    return {name for name in needed if not right[name]}


def _cached_rightly(answer, path: str) -> bool:
    value = answer.headers.get("Cache-Control", "")
    if path.startswith("/assets/") and answer.status_code == 200:
        return "immutable" in value and "public" in value
    if path.startswith("/api/") and not path.startswith("/api/docs"):
        return value == "no-store" or (value == "private, no-cache" and "ETag" in answer.headers)
    if path.startswith(PUBLIC):
        kept = ("no-cache", "no-store", "public, max-age=0, s-maxage=55")
        return value in kept or ("immutable" in value and re.fullmatch(NAMED_BY_CONTENT, path) is not None)
    return value in ("no-store", "no-cache", "max-age=0, public")


def routes(app) -> set[str]:
    """An address of each route that is there, with names in it that lead nowhere."""
    return {
        re.sub(r"<int:[a-z_]+>", "7", re.sub(r"<[a-z_]+(?::[a-z]+)?>", "x", rule.rule))
        for rule in app.url_map.iter_rules()
    }


@pytest.mark.lengthy
def test_every_route_of_the_api_has_its_headers(village):
    officer = village.client("so")
    account = {"X-Account": officer.account}
    asked = sorted(routes(village.app) | set(OPENED))
    assert len(asked) > 60
    for headers in (account, {}):
        for path in asked:
            for method in ("GET", "DELETE", "OPTIONS"):
                if path == "/api/session" and method == "DELETE":
                    continue
                with officer.http.open(path, method=method, headers=headers) as answer:
                    assert not faults(answer, path), (method, path, answer.status_code, dict(answer.headers))
    assert not faults(officer.http.get("/api/health", base_url=TLS), "/api/health")
    assert not faults(officer.http.get("/api/docs", base_url=TLS), "/api/docs")


def test_an_exchange_has_no_header_that_a_phone_does_not_need(sqlite_url, village):
    phone = village.client("gv")
    answer = phone.post(EXCHANGE, {"protocol": 1, "nonce": "n"})
    assert {name for name, _ in answer.headers} <= {"Content-Type", "Content-Length", "Content-Encoding"}
    assert not faults(phone.post(EXCHANGE, {"protocol": 99, "nonce": "n"}), EXCHANGE), "a refusal is no exchange"


@pytest.mark.slow
def test_on_the_wire_an_exchange_has_the_time_beside_them_and_nothing_names_the_program(live_server):
    phone = sign_in(live_server, "gv.demo", PASSWORD)
    status, headers, _ = phone.send("POST", EXCHANGE, {"protocol": 1, "nonce": "n", "cursor": "none"})
    asked_for = {"content-encoding", "connection"}  # gzip, and an end
    assert (status, headers.keys() - asked_for) == (200, {"content-type", "content-length", "date"})
    _, refused, _ = phone.send("POST", EXCHANGE, {"protocol": 99, "nonce": "n"})
    assert {"content-security-policy", "x-content-type-options"} < refused.keys()
    assert "server" not in refused


def test_what_is_not_modified_takes_no_policy_from_what_the_browser_has(village):
    officer = village.client("so")
    tag = officer.get("/api/catalog").headers["ETag"]
    again = officer.http.get("/api/catalog", headers={"X-Account": officer.account, "If-None-Match": tag})
    assert again.status_code == 304
    assert "Content-Security-Policy" not in again.headers


@needs_build
def test_every_file_of_the_client_has_its_headers(sqlite_url):
    there = [path for path in DIST.rglob("*") if path.is_file() and path.suffix not in (".br", ".gz")]
    files = [f"/{path.relative_to(DIST)}" for path in there if path.name != "index.html"]
    with open_app(sqlite_url) as app:
        client = app.test_client()
        for base in (TLS, "http://localhost"):
            for path in ["/", "/ghi", "/so/nowhere", *files]:
                with client.get(path, base_url=base) as answer:
                    assert answer.status_code == 200, path
                    assert not faults(answer, path), (path, dict(answer.headers))
        with client.get("/nowhere", headers={"Accept": "text/html"}) as answer:
            assert (answer.status_code, faults(answer, "/nowhere")) == (404, set())


@needs_build
def test_the_build_counts_as_many_bytes_of_headers_as_are_sent(sqlite_url):
    budget = (ROOT / "client" / "build" / "budget.ts").read_text()
    (of_assets,) = re.findall(r"HEADERS_OF_ASSETS = ([\d_]+)", budget)
    counted = {name: int(size) for name, size in re.findall(r"'([a-z.]+)': ([\d_]+)", budget)}
    counted |= {f"assets/{path.name}": int(of_assets) for path in DIST.glob("assets/*.*s")}
    assert counted.keys() > {"index.html", "sw.js"}
    with open_app(sqlite_url) as app:
        client = app.test_client()
        for name, size in counted.items():
            path = "/" if name == "index.html" else f"/{name}"
            with client.get(path, base_url=TLS, headers={"Accept-Encoding": "br"}) as answer:
                sent = len(OF_THE_SERVER) + len(str(answer.headers))
            assert size - 110 < sent <= size, (name, sent)
