import re

from server.platform.config import ROOT

README = (ROOT / "README.md").read_text()


def test_the_two_commands_are_named():
    assert {"run", "test"} <= set(re.findall(r"\bmake ([a-z]+)", README))


def test_what_must_pass_is_the_readmes_test_command():
    words = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if not line.startswith("#")]
    assert words[-2:] == ["make test", "exec make trust-short"]


def test_no_test_is_left_out_of_both():
    """`make test` and `make trust-short` select by one mark, one the opposite of the other."""
    makefile = (ROOT / "Makefile").read_text()
    assert re.findall(r"\$\(WHOLE\) (.*)", makefile) == ['-q --whole -m "not trust"', "-q --whole -m trust"]
