"""What may be published of a register stands in its definition, and in no phone's catalog."""

import pytest

from server.registers.definition_text import definition
from sync.registers import catalog_entry


def test_a_definition_keeps_it_and_a_phone_is_spared_it(gallery):
    register = gallery.app.extensions["registers"].get("album@1")
    assert definition(register)["publish"] == {"title": "note", "story": "text", "photos": "photos", "by": "whom"}
    assert "publish" not in catalog_entry(register, {})


@pytest.mark.parametrize("name", ["gv", "so"])
def test_no_catalog_names_it(gallery, name):
    catalog = gallery.client(name).get("/api/catalog").json
    assert catalog["registers"]
    assert not any("publish" in register for register in catalog["registers"])
