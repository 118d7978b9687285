"""The compose file and the example of settings set only what the service reads, and open no port beyond the machine."""

import re

import yaml

from server.platform.config import ROOT, SETTINGS

FILE = ROOT / "deploy" / "compose.yaml"
COMPOSE = yaml.safe_load(FILE.read_text())
VARIABLES = {setting.variable for setting in SETTINGS}
OURS = [COMPOSE["services"][name] for name in ("init", "web", "jobs")]


def test_settings_are_ones_that_there_are():
    written = re.findall(r"^#? ?([A-Z_]+)=", (ROOT / "deploy" / "settings.example").read_text(), re.MULTILINE)
    assert set(written) <= VARIABLES
    for service in OURS:
        assert set(service["environment"]) <= VARIABLES


def test_every_service_of_ours_is_built_from_the_shipped_file_and_may_little():
    for service in OURS:
        context = FILE.parent / service["build"]["context"]
        assert (context / service["build"]["dockerfile"]).samefile(ROOT / "deploy" / "Dockerfile")
        assert service["cap_drop"] == ["ALL"]
        assert service["read_only"]
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_only_this_machine_reaches_it():
    ports = [port for service in COMPOSE["services"].values() for port in service.get("ports", [])]
    assert ports == ["127.0.0.1:8000:8000"]
