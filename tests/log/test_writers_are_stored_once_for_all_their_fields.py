"""Who wrote the fields of a record is stored once for all fields that have the same, and comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from server.models.log import Record
from server.models.writers import Writers
from server.platform.database import read, write

WRITES = st.tuples(st.integers(0, 2**53), st.uuids().map(str) | st.sampled_from(["m1", "", "0-0"])).map(list)
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True) | st.sampled_from(["", "two words", " "])


@pytest.mark.lengthy
@given(
    st.dictionaries(NAMES, st.sampled_from([1, 2]).flatmap(lambda most: st.lists(WRITES, max_size=most)), max_size=5)
)
def test_any_writers_come_back_as_they_were(writers):
    column = Writers()
    assert column.process_result_value(column.process_bind_param(writers, None), None) == writers


def test_fields_of_one_write_take_little_more_than_their_names():
    names = [f"field_{number}" for number in range(10)]
    stored = Writers().process_bind_param(
        {name: [[93, "019d248c-bb40-7834-89b6-a76309f743f6"]] for name in names}, None
    )
    assert stored == {"93 AZ0kjLtAeDSJtqdjCfdD9g": " ".join(names)}


def test_what_an_earlier_release_stored_is_read_and_written_on(village):
    gv = village.client("gv")
    made = gv.put(set={"n": 1})
    gv.do(made)
    whole = f'{{"n":[[1,"{made["id"]}"]]}}'
    with village.app.app_context(), write() as session:
        session.execute(text("UPDATE record SET writers = :whole"), {"whole": whole})
    edit = gv.put(record=made["id"], after=made["id"], set={"note": "mới"})
    gv.do(edit)
    with village.app.app_context(), read() as session:
        assert session.get_one(Record, made["id"]).writers == {"n": [[1, made["id"]]], "note": [[2, edit["id"]]]}
