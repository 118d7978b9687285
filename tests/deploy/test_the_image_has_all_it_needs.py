"""The steps of the shipped Dockerfile, in clean folders: what it copies is enough to build, to start and to answer.

No docker is needed: each stage is a folder. What installs packages is replaced by those that are installed, and what
builds and compresses the client by what the same commands of the Makefile made of the same files.
"""

import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
import urllib.request
from pathlib import Path

import pytest

from bench.load.cluster import free_port
from server.platform.config import ROOT

pytestmark = pytest.mark.trust

FILE = ROOT / "deploy" / "Dockerfile"
MAKEFILE = (ROOT / "Makefile").read_text()
NOT_COPIED = {line for line in Path(f"{FILE}.dockerignore").read_text().split("\n") if line and line[0] not in "#!*"}
OF_THE_SYSTEM = ("apt-get", "useradd", "python -m venv")  # what these steps do is there already
INSTALLED = {"npm ci": ("client/node_modules", "node_modules"), "python -m venv": (".venv", ".venv")}
MADE = {"vite build": "dist", "whitenoise.compress": "dist"}
"""A step of these → what it makes in client, which the suite needs anyhow and so has made already."""
PATIENCE = 60  # seconds for the first answer


class Stage:
    """One stage: ``root`` is its file system, ``at`` where a step works, ``variables`` what its ENV sets."""

    def __init__(self, root: Path, stages: "dict[str, Stage]"):
        self.root, self.at, self.stages = root, root, stages
        self.variables: dict[str, str] = {}
        self.user, self.command, self.health = "root", [], ""

    def here(self, text: str) -> str:
        """A text with the folders of the image as they lie in this stage."""
        return re.sub(r"/(opt|var|build)/", rf"{self.root}/\1/", text)

    def step(self, verb: str, rest: str) -> None:
        match verb:
            case "WORKDIR":
                self.at = Path(self.here(rest))
                self.at.mkdir(parents=True)
            case "COPY":
                self._copy(shlex.split(rest))
            case "RUN":
                self._run(rest)
            case "ENV":
                self.variables |= dict(re.findall(r"(\w+)=(\S+)", self.here(rest)))
            case "USER":
                self.user = rest
            case "CMD":
                self.command = json.loads(rest)
            case "HEALTHCHECK":
                self.health = rest.partition("CMD ")[2]

    def _copy(self, words: list[str]) -> None:
        whence = ROOT
        if words[0].startswith("--from="):
            stage = self.stages[words.pop(0).removeprefix("--from=")]
            whence, words[0] = stage.root, words[0].lstrip("/")
        *sources, target = words
        for source in sources:
            into = Path(self.here(target)) if target.startswith("/") else self.at / target
            if (whence / source).is_dir():
                shutil.copytree(whence / source, into, ignore=_unwanted, dirs_exist_ok=True)
            else:
                shutil.copy(whence / source, into)

    def _run(self, command: str) -> None:
        for sign, (installed, name) in INSTALLED.items():
            if sign in command:
                (self.at / name).symlink_to(ROOT / installed)
                return
        if made := next((made for sign, made in MADE.items() if sign in command), None):
            assert command.removeprefix(".venv/bin/python ") in MAKEFILE, f"the Makefile builds another way: {command}"
            client = self.at if self.at.name == "client" else self.at / "client"
            assert _missing(client) == []
            shutil.copytree(ROOT / "client" / made, client / made, dirs_exist_ok=True)
        elif not command.startswith(OF_THE_SYSTEM):
            subprocess.run(["sh", "-ec", self.here(command)], cwd=self.at, check=True, capture_output=True)


def _unwanted(folder: str, names: list[str]) -> set[str]:
    at = Path(folder).relative_to(ROOT) if Path(folder).is_relative_to(ROOT) else None
    return {name for name in names if at and any(fnmatch.fnmatch(f"{at}/{name}", f"{one}") for one in NOT_COPIED)}


def _missing(stage: Path) -> list[str]:
    """What the client's sources in a stage name by a relative path, and what is in the checkout but not beside them."""
    sources = [path for path in stage.glob("*/**/*.ts*") if "node_modules" not in path.relative_to(stage).parts]
    found = []
    for source in [*sources, *stage.glob("*.ts")]:
        for name in re.findall(r"""['"](\.{1,2}/[^'"\n]+)['"]""", source.read_text()):
            ours = ROOT / "client" / source.relative_to(stage)
            for ending in ("", ".ts", ".tsx"):
                if (ours.parent / f"{name}{ending}").is_file() and not (source.parent / f"{name}{ending}").is_file():
                    found.append(f"{source.name}: {name}{ending}")
    return found


@pytest.fixture
def image(tmp_path):
    """The last stage, once all steps have been taken."""
    stages: dict[str, Stage] = {}
    text = re.sub(r"\\\n\s*", "", "\n".join(line for line in FILE.read_text().split("\n") if line[:1] != "#"))
    for line in filter(None, text.split("\n")):
        verb, _, rest = line.partition(" ")
        if verb == "FROM":
            name = rest.partition(" AS ")[2] or "last"
            stages[name] = Stage(tmp_path / name, stages)
        else:
            stages[name].step(verb, rest)
    assert len(stages) == 2
    return stages["last"]


def test_an_image_answers_as_somebody_without_rights(image, tmp_path):
    assert image.user not in ("", "root", "0")
    (image.root / "var" / "lib" / "lantoa").mkdir(parents=True)
    port = free_port()
    environment = os.environ | image.variables | {"PORT": str(port), "LANTOA_DEMO": "0"}
    environment["PATH"] = f"{image.at}/.venv/bin{os.pathsep}{os.environ['PATH']}"
    subprocess.run(["flask", "init"], cwd=image.at, env=environment, check=True, capture_output=True)
    process = subprocess.Popen(image.command, cwd=image.at, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        log = iter(process.stderr.readline, "")
        assert any("Listening at" in line for line in log)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as answer:
            assert b"<html" in answer.read()
        health = image.health.replace(":8000", f":{port}")
        assert subprocess.run(["sh", "-c", health], env=environment, check=False).returncode == 0
    finally:
        process.terminate()
        process.communicate()
