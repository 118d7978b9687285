"""The requirements are pyproject.toml's, pinned once each with all they bring along; other files are not installed."""

import base64
import hashlib
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from server.platform.config import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
WANTED = {
    "requirements.txt": PROJECT["project"]["dependencies"],
    "requirements-dev.txt": PROJECT["dependency-groups"]["dev"],
    "requirements-mutants.txt": PROJECT["dependency-groups"]["mutants"],
    "requirements-setup.txt": PROJECT["dependency-groups"]["setup"],
    "requirements-audit.txt": PROJECT["dependency-groups"]["audit"],
    "requirements-forms.txt": PROJECT["dependency-groups"]["forms"],
}
TOGETHER = WANTED.keys() - {"requirements-audit.txt", "requirements-forms.txt"}
"""Those that are installed side by side."""
PIN = re.compile(r"(?P<pin>[a-z0-9][^\n\\]*?) \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+    # via .+\n")
ELSEWHERE = re.compile(r"\n# The following packages were excluded from the output:\n((?:# [a-z0-9-]+\n)+)\Z")


def pins(file: str) -> list[Requirement]:
    """What a file pins; fails where anything stands in it that is not a pin with its hashes and who wants it."""
    text = (ROOT / file).read_text()
    assert ELSEWHERE.sub("", PIN.sub("", text)) == ""
    return [Requirement(found["pin"]) for found in PIN.finditer(text)]


@pytest.mark.parametrize("file", WANTED)
def test_each_library_of_the_project_is_pinned_as_it_is_wanted(file):
    versions = {one.name: next(iter(one.specifier)).version for one in pins(file)}
    for wanted in map(Requirement, WANTED[file]):
        assert wanted.specifier.contains(versions[wanted.name]), wanted


def test_nothing_stands_twice_and_nothing_is_left_out():
    names = Counter(one.name for file in TOGETHER for one in pins(file))
    assert [name for name, count in names.items() if count > 1] == []
    elsewhere = ELSEWHERE.search((ROOT / "requirements-dev.txt").read_text())
    assert elsewhere
    assert set(elsewhere[1].replace("# ", "").split()) <= {one.name for one in pins("requirements.txt")}


@pytest.mark.parametrize("file", WANTED)
def test_one_version_is_pinned_for_every_machine(file):
    assert [one for one in pins(file) if [part.operator for part in one.specifier] != ["=="]] == []


def wheel(folder: Path, body: str) -> str:
    """A library of one module; the sha256 of its file."""
    path, info = folder / "tiny_thing-1.0-py3-none-any.whl", "tiny_thing-1.0.dist-info"
    files = {
        "tiny_thing.py": body,
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: tiny-thing\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    digests = {name: hashlib.sha256(text.encode()).digest() for name, text in files.items()}
    record = [
        f"{name},sha256={base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}," for name, digest in digests.items()
    ]
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (files | {f"{info}/RECORD": "\n".join([*record, f"{info}/RECORD,,", ""])}).items():
            archive.writestr(name, text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


COMMANDS = {"uv": r"^INSTALL := .venv/bin/(.*) --python ", "pip": r"^\t@\$\(VENV\) (-m pip .*) -r "}


def command(tool: str) -> list[str]:
    """How the Makefile installs: with uv what the server and the tests need, with pip uv itself."""
    found = re.search(COMMANDS[tool], (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert found
    program, *words = f"{sys.prefix}/bin/{found[1]}".split() if tool == "uv" else [sys.executable, *found[1].split()]
    return [program, *words, *(["--python", sys.executable] if tool == "uv" else [])]


@pytest.mark.parametrize("tool", ["uv", pytest.param("pip", marks=pytest.mark.slow)])
def test_a_file_that_is_not_what_was_pinned_is_refused(tmp_path, monkeypatch, tool):
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    pinned = wheel(tmp_path, "right = True\n")
    requirements = tmp_path / "requirements.txt"
    requirements.write_text(f"tiny-thing==1.0 \\\n    --hash=sha256:{pinned}\n")

    def install(folder: Path) -> subprocess.CompletedProcess[str]:
        where = ["--no-index", "--find-links", str(tmp_path), "--target", str(folder), "-r", str(requirements)]
        environment = os.environ | {"UV_CACHE_DIR": f"{folder}.cache", "PIP_CACHE_DIR": f"{folder}.cache"}
        return subprocess.run([*command(tool), *where], env=environment, capture_output=True, text=True)

    done = install(tmp_path / "right")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "right" / "tiny_thing.py").exists()
    assert wheel(tmp_path, "right = False\n") != pinned
    refused = install(tmp_path / "wrong")
    assert refused.returncode != 0
    assert "hash" in refused.stderr.lower()
    assert not (tmp_path / "wrong" / "tiny_thing.py").exists()
    requirements.write_text("tiny-thing==1.0\n")
    assert install(tmp_path / "bare").returncode != 0
