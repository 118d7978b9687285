"""A library that knows OData, and nothing of this server, makes its classes of ``$metadata`` and reads by them."""

import pytest
import requests
from odata import ODataService

from tests.odk.asking import send
from tests.village import PASSWORD

pytestmark = pytest.mark.lengthy


def test_a_client_makes_itself_of_the_metadata(village, database_url, serve):
    sent = [send(village, number=number) for number in range(3)][::-1]
    url = serve(database_url)
    with requests.Session() as http:
        http.trust_env = False
        begun = http.post(f"{url}/v1/sessions", json={"email": village.people["xa"], "password": PASSWORD})
        http.headers["Authorization"] = f"Bearer {begun.json()['token']}"
        table = f"{url}/v1/projects/1/forms/probe_direct.svc/"
        service = ODataService(table, session=http, reflect_entities=True, quiet_progress=True)
        kind = service.entities["Submissions"]
        assert [one.__odata__["__id"] for one in service.query(kind)] == sent
        assert [one.__odata__["__id"] for one in service.query(kind).limit(1).offset(1)] == sent[1:2]
