"""Conditions that reckon, and rows as they count, select in SQL, on both databases, the records that they count."""

import json
from random import Random

from sqlalchemy import select

from server.models.log import Record
from server.platform.database import read
from server.records.answer_conditions import has, shown
from sync.registers import check_put, parse, visible_answers
from sync.registers.entry import catalog_entry
from tests.fixtures import expression_trees
from tests.registers.test_registers_published_without_a_programmer import publish, upload
from tests.sync.test_rows_mean_the_same_on_phone_and_server import WORDS, drawn_answers, drawn_register
from tests.village import Village


def test_drawn_conditions_and_rows_select_what_they_hold_for(village: Village):
    chance = Random(11)
    teacher, officer = village.client("gv"), village.client("so")
    for at in range(4):
        entry = {**catalog_entry(drawn_register(chance)), "key": f"drawn_{at}"}
        lines = next(field for field in entry["fields"] if field["name"] == "lines")
        hides = {"name": "open", "type": "yesno", "when": [">", {"field": "lines.worth"}, 1]}
        lines["fields"] = [*lines["fields"], {"label": WORDS, **hides}]
        reckoned = {"name": "more_yet", "type": "text", "when": ["not", expression_trees.truth(chance, 1)]}
        entry["fields"] = [*entry["fields"], {"label": WORDS, **reckoned}]
        register = parse(entry)
        publish(officer, upload(officer, json.dumps(catalog_entry(register)).encode(), "application/json").json)
        given = [drawn_answers(chance) for _ in range(25)]
        for data in given:
            for row in data.get("lines", ()):
                row["open"] = chance.random() < 0.5
        puts = [teacher.put(form=f"drawn_{at}@1", set=check_put(register, data)[0]["set"]) for data in given]
        teacher.sync(*puts)
        with village.app.app_context(), read() as session:
            records = session.scalars(select(Record).where(Record.register == register.key)).all()
            assert len(records) == 25
            seen = {record.id: visible_answers(register, record.data) for record in records}
            for name in ("more", "more_yet"):
                query = select(Record.id).where(Record.register == register.key, shown(register, name))
                assert set(session.scalars(query)) == {id_ for id_, data in seen.items() if name in data}
            for wanted in (True, False):
                here = {
                    id_ for id_, data in seen.items() if any(row.get("open") is wanted for row in data["lines"] or ())
                }
                query = select(Record.id).where(Record.register == register.key, has(register, "lines.open", wanted))
                assert set(session.scalars(query)) == here
