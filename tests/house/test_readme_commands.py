import re

from server.platform.config import ROOT

README = (ROOT / "README.md").read_text()


def test_the_two_commands_are_named():
    assert {"run", "test"} <= set(re.findall(r"\bmake ([a-z]+)", README))


def test_what_must_pass_is_the_readmes_test_command():
    words = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if not line.startswith("#")]
    assert words[-1] == "exec make test"
