"""The code of a refusal is the number that Central sends, digit by digit; one that no number can be is never made."""

import re

import pytest

from server.odk import problems
from server.odk.problems import CentralProblem
from server.platform.config import ROOT
from tests.odk.asking import DIRECT, Tool


@pytest.mark.parametrize("code", ["400.10", "404", "501.110", "400.1e0"])
def test_what_as_a_number_is_another_code_is_none(code):
    with pytest.raises(ValueError, match="another code"):
        CentralProblem(code, "")


def test_every_code_that_is_written_down_is_one():
    written = set()
    for file in [*(ROOT / "server" / "odk").glob("*.py"), *(ROOT / "server" / "api").glob("odk_*.py")]:
        written |= set(re.findall(r'"([45]\d\d\.\d+)"', file.read_text()))
    assert {"400.18", "404.1", "501.11"} <= written
    for code in written:
        assert CentralProblem(code, "").body()["code"] == float(code)
    assert problems.not_found().status == 404


def test_it_is_sent_as_it_is_spelled(village):
    tool = Tool(village)
    assert '"code":404.1,' in tool.ask("/v1/projects/2").text
    assert '"code":400.18,' in tool.ask(f"{DIRECT}.svc/Submissions", filter="n eq").text
    both = tool.http.get(f"{DIRECT}.svc/Submissions?$expand=*&$select=n", headers=tool.headers)
    assert '"code":501.11,' in both.text
