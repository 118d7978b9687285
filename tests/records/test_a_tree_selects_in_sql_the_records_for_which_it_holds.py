"""A tree of conditions selects in SQL, on both databases, the records for which it holds."""

from random import Random

from sqlalchemy import select

from server.models.log import Record
from server.platform.database import read
from server.records.answer_conditions import shown
from sync.registers import Register, load, parse, visible_fields
from sync.registers.entry import catalog_entry
from tests.fixtures import trees
from tests.registers.test_registers_published_without_a_programmer import publish, upload
from tests.village import Village

RECORDS, TREES = 60, 120
TWICE = """
[[fields]]
name = "twice"
type = "integer"
label = { vi = "Gấp đôi", en = "Twice" }
compute = ["*", 2, { field = "count" }]
"""


def test_drawn_trees_select_what_they_hold_for(village: Village):
    chance = Random(3)
    teacher = village.client("gv")
    officer = village.client("so")
    text = trees.definition() + TWICE
    publish(officer, upload(officer, text.encode(), "application/toml").json)
    puts = [teacher.put(form="trees@1", set=trees.answers(chance)) for _ in range(RECORDS)]
    outcomes = teacher.sync(*puts)["outcomes"].values()
    assert {outcome.get("status") for outcome in outcomes} == {"draft"}
    base = load(text)
    with village.app.app_context(), read() as session:
        records = session.scalars(select(Record).where(Record.register == "trees")).all()
        assert len(records) == RECORDS
        for _ in range(TREES):
            tree = trees.tree(chance)
            if chance.random() < 0.3:
                tree = [chance.choice(["and", "or"]), tree, [chance.choice("<=>"), {"field": "twice"}, 4]]
            register = _shown_by(base, tree)
            here = {record.id for record in records if "hidden" in visible_fields(register, record.data)}
            query = select(Record.id).where(Record.register == "trees", shown(register, "hidden"))
            assert set(session.scalars(query)) == here, tree


def _shown_by(base: Register, tree: list[object]) -> Register:
    """The register with two fields more: one that the tree shows, and one that is shown where that one is 1."""
    entry = {**catalog_entry(base)}
    text = {"vi": "x", "en": "x"}
    entry["fields"] = [*entry["fields"], {"name": "hidden", "type": "integer", "label": text, "when": tree}]
    return parse(entry)
