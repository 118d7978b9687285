import re

import pytest

from server.platform.config import ROOT, SETTINGS, database_url, load

OF_THE_TESTS = {"LANTOA_PROVE", "LANTOA_QUICK"}
OF_THE_COMMAND = {"LANTOA_ENV", "LANTOA_HOME"}  # deploy/lantoa reads them, before there are settings
PLACES = ("server/**/*.py", "sync/**/*.py", "bench/**/*.py", "tests/**/*.py", "*.py", "Makefile", "README.md")


def test_every_setting_says_what_it_is_for():
    assert all(len(setting.help) > 20 and setting.help.endswith(".") for setting in SETTINGS)
    assert len({setting.variable for setting in SETTINGS}) == len(SETTINGS)
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)


def test_every_variable_named_anywhere_is_a_setting():
    texts = [path.read_text() for place in PLACES for path in ROOT.glob(place)]
    named = {name for text in texts for name in re.findall(r"\bLANTOA_[A-Z_]+[A-Z]\b", text)}
    settings = {setting.variable for setting in SETTINGS if setting.variable.startswith("LANTOA_")}
    assert named - OF_THE_TESTS - OF_THE_COMMAND == settings


def test_every_setting_read_is_in_the_table_or_made_by_the_assembly():
    texts = [path.read_text() for path in (ROOT / "server").rglob("*.py")]
    read = {key for text in texts for key in re.findall(r"""config\[["']([A-Z_]+)["']\]""", text)}
    libraries = re.compile(r"SQLALCHEMY_.*|COMPRESS_.*|PAGES")
    assert {key for key in read if not libraries.fullmatch(key)} <= {setting.key for setting in SETTINGS}


def test_defaults_and_the_environment():
    assert load({}, {})["PORT"] == 8000
    assert load({}, {"PORT": "81"})["PORT"] == 81
    assert load({"PORT": 82}, {"PORT": "81"})["PORT"] == 82


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("PORT", "eighty"),
        ("PORT", "65536"),
        ("LANTOA_DEMO", "maybe"),
        ("LANTOA_THREADS", "0"),
        ("LANTOA_PROXIES", "-1"),
    ],
)
def test_a_value_that_cannot_be_read_names_its_variable(variable, text):
    with pytest.raises(ValueError, match=variable):
        load({}, {variable: text})


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("postgres://u:p@h/n", "postgresql+psycopg://u:p@h/n"),
        ("postgresql://h/n?sslmode=require", "postgresql+psycopg://h/n?sslmode=require"),
        ("sqlite:///var/x.db", f"sqlite:///{ROOT}/var/x.db"),
        ("sqlite:////srv/x.db", "sqlite:////srv/x.db"),
    ],
)
def test_database_urls(given, read):
    assert database_url(given) == read
