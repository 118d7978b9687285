"""Workbooks name roles and what people did with the very texts of the desk."""

import json

import pytest

from server.audit.filters import WHAT
from server.exports.audit_texts import DEEDS
from server.platform.config import ROOT
from server.platform.texts import ROLES

TEXTS = ROOT / "client" / "src" / "text"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_files_and_desk_call_things_the_same(language):
    desk = {}
    for part in ("desk", "screens"):
        desk |= json.loads((TEXTS / part / f"{language}.json").read_text())
    deeds = {key.removeprefix("did."): text for key, text in desk.items() if key.startswith("did.")}
    assert {key: text[language] for key, text in DEEDS.items()} == deeds
    assert set(WHAT) <= set(DEEDS)
    assert {key: text[language] for key, text in ROLES.items()} == {key: desk[f"role.{key}"] for key in ROLES}
