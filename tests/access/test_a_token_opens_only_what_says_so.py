"""Every address × a token of each role: what says that programs may read it answers as to the token's owner; all that
wants to know who calls refuses it, whatever the method."""

import pytest
from sqlalchemy import select

from server.models.org import Role
from server.platform.database import read
from tests.access.scope_table import ROLES
from tests.access.test_scope_matrix import BODIES, SAID, TABLE, filled
from tests.tokens.making import bearer, make
from tests.village import SAME_ORIGIN, Village

pytestmark = pytest.mark.slow

READS = {
    "/api/records",
    "/api/records/<record>",
    "/api/records/sum",
    "/api/records/<record>/photos/<sha256>",
    "/api/figures",
    "/api/figures/years",
    "/api/exports",
    "/api/exports/<export>",
    "/api/exports/<export>/file",
}
"""The addresses that are open to tokens, besides those of the wing for tools of other systems, ``/v1``."""
MAKERS = ("leader", "commune", "department")


def test_a_token_opens_only_what_says_so(village: Village):
    gv = village.client("gv")
    put = gv.put(then="submit")
    assert "refused" not in gv.do(put)
    person = village.accounts["gvb"]
    with village.app.app_context(), read() as session:
        role = session.scalars(select(Role.id).where(Role.person == person)).one()
    place = {"unit": village.school.id, "record": put["id"], "person": person, "role": role}
    wrong = []
    for name in MAKERS:
        headers = bearer(make(village.client(ROLES[name]))) | SAME_ORIGIN
        for (rule, method), (address, own, _) in TABLE.items():
            said = filled(BODIES.get(address, SAID), place | {"asker": name})
            body = None if method in ("GET", "DELETE") else said
            answer = village.app.test_client().open(
                address.format(**place), method=method, json=body, headers=headers, buffered=True
            )
            reads = method == "GET" and (rule in READS or rule.startswith("/v1/"))
            expected = own[name] if reads or rule == "/v1/sessions" else own["nobody"]
            refused = expected == 401 and answer.status_code in (401, 403)  # 401: of a page for browsers alone
            if answer.status_code != expected and not refused:
                wrong.append(f"{name}: {method} {address}: {answer.status_code}, not {expected}")
    assert wrong == []
