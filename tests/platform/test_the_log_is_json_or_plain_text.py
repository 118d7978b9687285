"""The log is JSON for programs, or text for people, as the settings say."""

import json
import logging

import pytest

from server.platform.config import load
from server.platform.logging import logging_settings


def line(format_: str) -> str:
    settings = logging_settings("INFO", format_)
    formatter = settings["formatters"][format_]
    made = formatter["()"](processors=formatter["processors"], foreign_pre_chain=formatter["foreign_pre_chain"])
    return made.format(logging.LogRecord("gunicorn.error", logging.INFO, "", 1, "Sín Thầu %s", (7,), None))


def test_json_has_an_object_a_line():
    entry = json.loads(line("json"))
    assert (entry["event"], entry["level"], entry["logger"]) == ("Sín Thầu 7", "info", "gunicorn.error")


def test_text_is_read_as_it_is():
    assert "Sín Thầu 7" in line("text")
    assert "{" not in line("text")
    assert "\x1b" not in line("text"), "no colours: it goes into a file"


@pytest.mark.parametrize(("variable", "text"), [("LANTOA_LOG_FORMAT", "xml"), ("LANTOA_LOG_LEVEL", "loud")])
def test_another_format_or_level_is_refused_by_its_name(variable, text):
    with pytest.raises(ValueError, match=variable):
        load({}, {variable: text})
