"""A body that is small on its way, and whose values would fill the memory, is refused before it is parsed."""

import gzip

import pytest

from sync.protocol.exchange import BODY_LIMIT, VALUES_LIMIT
from tests.village import SAME_ORIGIN


def answer(gv, body: bytes):
    headers = SAME_ORIGIN | {"X-Account": gv.account, "Content-Type": "application/json", "Content-Encoding": "gzip"}
    return gv.http.post("/api/sync", data=gzip.compress(body), headers=headers)


@pytest.mark.parametrize("value", [b"{}", b"[]", b"0"])
def test_many_small_values_are_too_large(village, value):
    many = b",".join([value] * min(VALUES_LIMIT + 2, BODY_LIMIT // 3 - 9))
    refused = answer(village.client("gv"), b'{"mutations":[%s]}' % many)
    assert (refused.status_code, refused.json["code"]) == (413, "too_large")
