"""A file of the client holds one thing and a function does one: both are short, and long ones are the exception."""

import json
import statistics
import subprocess

import pytest

from server.platform.config import ROOT

CLIENT = ROOT / "client"
FOLDERS = ("src", "build", "tests")
FILE_LINES = 250
MEDIAN_LINES = 90
FUNCTION_LINES = 50
COMPONENT_LINES = 80  # a Preact component is mostly markup


def lines():
    """Code file → its lines; texts in two languages are no code."""
    paths = [
        path for folder in FOLDERS for path in (CLIENT / folder).rglob("*") if path.suffix in {".ts", ".tsx", ".css"}
    ]
    return {str(path.relative_to(CLIENT)): len(path.read_text().splitlines()) for path in paths}


@pytest.fixture(scope="module")
def functions():
    """Every function of src and build, measured on the syntax tree of the parser that builds the client."""
    script = ROOT / "tests" / "fixtures" / "client_functions.mjs"
    done = subprocess.run(["node", script, CLIENT], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_no_file_is_long_and_most_are_short():
    found = lines()
    assert {name: count for name, count in found.items() if count > FILE_LINES} == {}
    assert statistics.median(found.values()) <= MEDIAN_LINES


def test_no_function_is_long(functions):
    assert len(functions) > 1000
    long = [
        (one["file"], one["line"], one["name"], one["lines"])
        for one in functions
        if one["lines"] > (COMPONENT_LINES if one["component"] else FUNCTION_LINES)
    ]
    assert long == []
