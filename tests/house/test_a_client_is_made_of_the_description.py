"""A client is made of the API's description: every operation has a name, types and ways in, its examples are true,
and a client that is generated of it does the main calls."""

import importlib
import json
import subprocess
import sys
from collections import Counter
from functools import partial
from pathlib import Path

import jsonschema_rs
import pytest

from server.api.description_examples import EXAMPLES
from server.platform.config import ROOT
from tests.fixtures.described_answers import Description
from tests.odk.asking import Tool, send
from tests.tokens.making import make
from tests.village import DAY, PASSWORD, Village

METHODS = {"get", "post", "put", "patch", "delete"}
TYPED = ROOT / "client" / "typed"
NAME = "lantoa_client"
OVERRIDES = ("image/webp", "application/zip", "application/xml", "application/toml", "text/csv")


@pytest.fixture
def spec(village: Village):
    return village.app.test_client().get("/api/openapi.json").json


def operations(spec):
    for path, item in spec["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield path, method, operation


def test_every_operation_has_a_name_types_and_ways_in(spec):
    names = Counter(operation["operationId"] for _, _, operation in operations(spec))
    assert [name for name, count in names.items() if count > 1] == []
    lacking = []
    for path, method, operation in operations(spec):
        successes = [
            one for status, one in operation["responses"].items() if status.startswith("2") and status != "204"
        ]
        typed = all(all("schema" in body for body in one.get("content", {"": {}}).values()) for one in successes)
        if not operation.get("summary") or not typed:
            lacking.append(f"{method} {path}")
    assert lacking == []
    assert spec["servers"]
    assert set(spec["components"]["securitySchemes"]) == {"session", "account", "token", "password"}
    [problem] = spec["components"]["responses"]["DEFAULT_ERROR"]["content"].items()
    assert problem[0] == "application/problem+json"


def test_no_answer_is_free(spec):
    """Each answer names its members, so that a generator makes a type of it."""
    free = []
    for path, method, operation in operations(spec):
        for status, answer in operation["responses"].items():
            body = answer.get("content", {}).get("application/json", {"schema": {"$ref": ""}})["schema"]
            if not {"$ref", "items", "properties"} & body.keys():
                free.append(f"{method} {path} {status}")
    assert free == []


def test_an_answer_that_is_not_as_described_is_noticed(village: Village):
    spec = json.loads(village.app.test_client().get("/api/openapi.json").text)
    described = Description(spec)
    answer = village.client("so").get("/api/units")
    place = ("/api/units", "get")
    assert described.fault(*place, answer) is None
    changed = [{**answer.json, "more": 1}, {}, {"units": [{**answer.json["units"][0], "name": None}]}]
    for content in changed:
        other = village.app.response_class(json.dumps(content), 200, content_type="application/json")
        assert described.fault(*place, other), content


def test_tokens_are_offered_where_they_open_and_nowhere_else(spec):
    offered = {
        path
        for path, _, operation in operations(spec)
        if any("token" in way for way in operation.get("security", spec["security"]))
    }
    assert {path for path in offered if not path.startswith("/v1")} == {
        "/api/records",
        "/api/records/{record}",
        "/api/records/sum",
        "/api/records/{record}/photos/{sha256}",
        "/api/figures",
        "/api/figures/years",
        "/api/exports",
        "/api/exports/{export}",
        "/api/exports/{export}/file",
    }


def test_every_example_is_what_its_type_says(spec):
    found = {operation["operationId"]: operation for _, _, operation in operations(spec)}
    assert EXAMPLES.keys() <= found.keys()
    for name, example in EXAMPLES.items():
        answers = [one for status, one in found[name]["responses"].items() if status.startswith("2")]
        bodies = {"response": answers[0], "request": found[name].get("requestBody")}
        for part, value in example.items():
            content = bodies[part]["content"]["application/json"]
            assert content["example"] == value
            jsonschema_rs.validate({**content["schema"], "components": spec["components"]}, value)


def test_every_example_has_what_is_really_answered(village: Village):
    send(village)
    tool = Tool(village)
    so = village.client("so")
    body = EXAMPLES["tokens_make"]["request"] | {"registers": [], "units": [], "password": PASSWORD}
    body |= {"until": "2000-01-01"}
    assert so.post("/api/session/tokens", body).json["fields"] == {"until": {"rule": "range"}}
    email = {"email": village.people["so"], "password": PASSWORD}
    real = {
        "records_all": tool.ask("/api/records").json,
        "records_added_up": so.get("/api/records/sum?register=probe_direct&measure=n").json,
        "odk_forms_projects": tool.ask("/v1/projects").json,
        "odk_forms_all": tool.ask("/v1/projects/1/forms").json,
        "odk_sessions_begin": village.app.test_client().post("/v1/sessions", json=email).json,
    }
    for name, answer in real.items():
        assert shape(EXAMPLES[name]["response"]) <= shape(answer), name


def shape(value):
    """The members of an answer, at any depth, but for the answers of a record and names of people."""
    if isinstance(value, list):
        return set().union(*map(shape, value)) if value else set()
    if not isinstance(value, dict):
        return set()
    inner = [shape(one) for name, one in value.items() if name not in ("data", "people", "titles")]
    return set(value).union(*inner)


@pytest.fixture
def generated(spec, tmp_path, monkeypatch):
    """The package that a generator makes of the description."""
    config = {"content_type_overrides": dict.fromkeys(OVERRIDES, "application/octet-stream"), "post_hooks": []}
    (tmp_path / "config.json").write_text(json.dumps(config))
    (tmp_path / "spec.json").write_text(json.dumps(spec))
    command = [Path(sys.executable).with_name("openapi-python-client"), "generate", "--meta", "none"]
    command += ["--path", tmp_path / "spec.json", "--config", tmp_path / "config.json"]
    subprocess.run([*command, "--output-path", tmp_path / NAME], check=True, timeout=120, stdout=subprocess.DEVNULL)
    monkeypatch.syspath_prepend(tmp_path)
    yield lambda module: importlib.import_module(f"{NAME}.{module}")
    for module in [name for name in sys.modules if name.split(".")[0] == NAME]:
        del sys.modules[module]


@pytest.mark.lengthy
def test_a_generated_client_does_the_main_calls(village, database_url, serve, generated):
    instance = send(village)
    url, token = serve(database_url), make(village.client("so"))
    with generated("client").AuthenticatedClient(base_url=url, token=token) as client:
        page = generated("api.records.records_all").sync(client=client, register="probe_direct")
        assert [f"uuid:{record.id}" for record in page.records] == [instance]
        one = generated("api.records.records_one").sync(instance.removeprefix("uuid:"), client=client)
        assert one.data.to_dict()["n"] == 1
        added = generated("api.records.records_added_up").sync(client=client, register="probe_direct", measure="n")
        assert (added.records, added.value) == (1, 1.0)
        refused = generated("api.records.records_one").sync_detailed("none", client=client)
        assert (refused.status_code, str(refused.parsed.code)) == (404, "not_found")
        forms = generated("api.odk_forms.odk_forms_all").sync(1, client=client)
        assert "probe_direct" in {form.xml_form_id for form in forms}
    begin = generated("api.odk_sessions.odk_sessions_begin")
    credentials = generated("models.credentials").Credentials(email=village.people["so"], password=PASSWORD)
    with generated("client").Client(base_url=url) as client:
        session = begin.sync(client=client, body=credentials)
    assert session.token.startswith("lt_")


@pytest.mark.lengthy
def test_a_typed_client_in_typescript_does_the_main_calls(village, database_url, serve, spec, tmp_path, clerk):
    """Written against the generated types, checked by ``tsc --strict``, and run against a server."""
    instance = send(village)
    clerk.make(kind="records", format="json", register="probe_direct")
    url, token = serve(database_url), make(village.client("so"))
    (tmp_path / "spec.json").write_text(json.dumps(spec))
    for name in ("main.ts", "package.json"):
        (tmp_path / name).write_text((TYPED / name).read_text())
    (tmp_path / "node_modules").symlink_to(TYPED / "node_modules")
    bin_ = TYPED / "node_modules" / ".bin"
    run = partial(subprocess.run, check=True, timeout=120, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    run([bin_ / "openapi-typescript", "spec.json", "-o", "described.d.ts"])
    strict = ["--strict", "--noUncheckedIndexedAccess", "--exactOptionalPropertyTypes"]
    run([bin_ / "tsc", *strict, "--target", "es2022", "--module", "nodenext", "--types", "node", "main.ts"])
    done = json.loads(run(["node", "main.js", url, token, "probe_direct", "n"]).stdout)
    assert "probe_direct" in done.pop("forms")
    assert ["n", 1] in done.pop("figures")
    assert done == {
        "records": [instance.removeprefix("uuid:")],
        "first": ["put"],
        "data": {"note": "Ghi chú 1", "n": 1, "day": DAY},
        "sum": 1,
        "files": ["done"],
        "refused": "not_found",
    }
