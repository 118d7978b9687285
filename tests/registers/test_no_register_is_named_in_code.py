"""A register is a definition file. Code that knew one by name would have to change with it."""

import ast
import re
import tomllib

import pytest

from server.platform.config import ROOT
from sync.registers.language import PERIODS

KEYS = {
    tomllib.loads(path.read_text())["key"] for path in (ROOT / "server" / "registers" / "definitions").glob("*.toml")
}
CONTENT = (ROOT / "server" / "demo",)


def python_literals():
    for package in ("server", "sync"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if not any(path.is_relative_to(folder) for folder in CONTENT):
                for node in ast.walk(ast.parse(path.read_text())):
                    if isinstance(node, ast.Constant) and isinstance(node.value, str):
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value


def client_literals():
    source = ROOT / "client" / "src"
    for path in sorted([*source.rglob("*.ts"), *source.rglob("*.tsx")]):
        for _, value in re.findall(r"""(['"`])(.*?)\1""", path.read_text()):
            yield str(path.relative_to(ROOT)), value


def test_there_are_registers_to_look_for():
    assert len(KEYS) >= 2


@pytest.mark.lengthy
def test_no_literal_is_a_register_or_one_of_its_forms():
    found = [
        f"{place}: {value!r}"
        for place, value in [*python_literals(), *client_literals()]
        if value.split("@")[0] in KEYS and value not in PERIODS  # one register is called as a kind of period is
    ]
    assert found == []


def test_keys_that_are_no_common_word_stand_nowhere():
    telling = [key for key in KEYS if "_" in key]
    for folder, kinds in (("server", ("*.py",)), ("sync", ("*.py",)), ("client/src", ("*.ts", "*.tsx"))):
        for path in [path for kind in kinds for path in (ROOT / folder).rglob(kind)]:
            if not any(path.is_relative_to(content) for content in CONTENT):
                text = path.read_text()
                assert not [key for key in telling if key in text], path
