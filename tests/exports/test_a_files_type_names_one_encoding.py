"""A program that opens a file by its type reads one encoding there."""

import pytest

from server.api.exports import TYPES
from server.api.responses import attachment


@pytest.mark.parametrize("type_", [*TYPES.values(), "text/plain"])
def test_a_files_type_names_one_encoding(type_):
    named = attachment(b"", type_, "a").headers["Content-Type"]
    assert named.startswith(type_)
    assert named.count("charset") == (type_.startswith("text/"))
