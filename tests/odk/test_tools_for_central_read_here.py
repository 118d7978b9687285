"""pyODK, as its users call it, and the requests that ruODK, Power BI and Excel make, by their documentation."""

import io
import zipfile

import pytest
from pyodk.client import Client as OdkClient
from pyodk.errors import PyODKError

from tests.odk.asking import DIRECT, Tool, send
from tests.tokens.making import basic, make
from tests.village import PASSWORD

pytestmark = pytest.mark.lengthy


@pytest.fixture
def odk(village, database_url, serve, tmp_path):
    """``odk(name)``: pyODK's client with that person's name and password, at a server over TCP."""
    url = serve(database_url)

    def client(name: str, password: str = PASSWORD) -> OdkClient:
        config = tmp_path / f"{name}.toml"
        config.write_text(
            f'[central]\nbase_url = "{url}"\nusername = "{village.people[name]}"\n'
            f'password = "{password}"\ndefault_project_id = 1\n'
        )
        return OdkClient(config_path=config, cache_path=tmp_path / f"{name}.cache.toml")

    return client


def test_pyodk_reads_projects_forms_and_tables(village, odk):
    sent = [send(village, number=number) for number in range(3)][::-1]
    send(village, "gv2", number=7)
    with odk("xa") as client:
        assert [(one.id, one.name) for one in client.projects.list()] == [(1, "Điện Biên")]
        assert "probe_direct" in {one.xmlFormId for one in client.forms.list()}
        form = client.forms.get("probe_direct")
        assert (form.xmlFormId, form.version, form.state) == ("probe_direct", "1", "open")
        table = client.submissions.get_table(form_id="probe_direct", count=True, filter="n ge 1")
        assert [one["__id"] for one in table["value"]] == sent[:2]
        assert table["@odata.count"] == 2
        assert [one["n"] for one in table["value"]] == [2, 1]
        listed = client.submissions.list(form_id="probe_direct")
        assert [one.instanceId for one in listed] == sent
        assert client.submissions.get(sent[0], form_id="probe_direct").instanceName == "Ghi chú 2"
        paged = client.submissions.get_table(form_id="probe_direct", top=1, skip=1, select="__id,n")
        assert paged["value"] == [{"__id": sent[1], "n": 1}]


def test_pyodk_is_told_why_not(village, odk):
    with pytest.raises(PyODKError, match="401"), odk("xa", "sai") as client:
        client.projects.list()
    with pytest.raises(PyODKError, match="403"), odk("gv") as client:
        client.projects.list()
    with odk("xa") as client, pytest.raises(PyODKError, match=r"404\.1"):
        client.forms.get("none")


def test_the_requests_that_ruodk_documents(village):
    """ruODK sends name and password as Basic with each request; a token is the password."""
    instance = send(village)
    http, headers = village.app.test_client(), basic(make(village.client("so")), "so@example.org")
    for path in (
        "/v1/projects",
        "/v1/projects/1",
        "/v1/projects/1/forms",
        "/v1/projects/1/forms/probe_direct",
        "/v1/projects/1/forms/probe_direct/fields?odata=false",
        f"{DIRECT}/submissions",
        f"{DIRECT}/submissions/{instance}",
        f"{DIRECT}/submissions/{instance}.xml",
        f"{DIRECT}/submissions/{instance}/attachments",
        f"{DIRECT}.svc",
        f"{DIRECT}.svc/$metadata",
        f"{DIRECT}.svc/Submissions?%24skip=0&%24top=10&%24count=true&%24wkt=false&%24expand=%2A",
        f"{DIRECT}/submissions.csv.zip?attachments=true&groupPaths=true&splitSelectMultiples=false",
    ):
        answer = http.get(path, headers=headers, buffered=True)
        assert answer.status_code == 200, (path, answer.text)
    with zipfile.ZipFile(io.BytesIO(answer.data)) as found:
        assert found.namelist() == ["probe_direct.csv", "probe_direct-rows.csv"]


def test_the_requests_that_power_bi_and_excel_make(village):
    """They ask without credentials first, then for the service, its description, and the tables."""
    send(village)
    tool = Tool(village)
    first = tool.http.get(f"{DIRECT}.svc", headers={"Accept": "application/json;odata.metadata=minimal"})
    assert first.status_code == 401
    assert first.headers["WWW-Authenticate"].startswith("Basic ")
    asked = tool.headers | {"OData-MaxVersion": "4.0", "OData-Version": "4.0", "MaxDataServiceVersion": "3.0"}
    service = tool.http.get(f"{DIRECT}.svc", headers=asked | {"Accept": "application/json;odata.metadata=minimal"})
    assert service.headers["OData-Version"] == "4.0"
    tables = ["Submissions", "Submissions.rows"]
    assert service.json["value"] == [{"name": name, "kind": "EntitySet", "url": name} for name in tables]
    assert service.json["@odata.context"] == f"http://localhost{DIRECT}.svc/$metadata"
    described = tool.http.get(f"{DIRECT}.svc/$metadata", headers=asked | {"Accept": "application/xml"})
    assert described.content_type == "application/xml; charset=utf-8"
    for table in ("Submissions", "Submissions?$top=1000", "Submissions?$format=json"):
        assert tool.http.get(f"{DIRECT}.svc/{table}", headers=asked, buffered=True).status_code == 200, table
