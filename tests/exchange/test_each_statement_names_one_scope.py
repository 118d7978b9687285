"""Applying touches records, logs, heads and cells of one scope a statement: so scopes may be kept apart, also when one
request has mutations of two."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from server.models.org import Person, Unit
from server.org.people import give_role
from server.platform.database import db, write
from tests.village import code

OF_A_SCOPE = ("record", "log_entry", "scope", "cell")
TABLES = re.compile(rf"\b(?:FROM|JOIN|INTO|UPDATE) ({'|'.join(OF_A_SCOPE)})\b")
# By ids that no two scopes share, as a mutation may be sent to a wrong unit, and a record be referred to by another's.
BY_ID = {
    "a mutation that is known, whatever unit it was sent to": r"LEFT OUTER JOIN log_entry ON log_entry\.mutation ",
    "records that are named, also of other units": r"FROM record WHERE record\.id ",
    "a record that changes": r"^UPDATE record SET .* WHERE record\.id = \S+$",
    "whose mutations a record has seen": r"FROM log_entry WHERE log_entry\.record = \S+ AND log_entry\.person = ",
    "whether a decision is on what was seen": r"FROM log_entry WHERE log_entry\.record IN ",
}
# Before anything is applied: who reads several scopes is at home in several schools, or an officer.
OF_ALL_ONE_READS = {
    "where the logs end that a cursor names": r"^SELECT \(SELECT catalog_version\.number .* JOIN scope "
}


@contextmanager
def heard(village) -> Iterator[list[tuple[str, str]]]:
    """The statements that touch what is of a scope, each with its parameters as one text."""
    found: list[tuple[str, str]] = []

    def hear(_connection, _cursor, statement, parameters, _context, many):
        plain = " ".join(statement.split())
        if TABLES.search(plain):
            found.extend((plain, _written(each)) for each in (parameters if many else [parameters]))

    with village.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def _written(given: object) -> str:
    if isinstance(given, dict):
        return _written([*given.values()])
    if isinstance(given, list | tuple):
        return " ".join(map(_written, given))
    return _written(given.obj) if hasattr(given, "obj") else str(given)


@pytest.fixture
def exchanges(village):
    """What is heard while a record is written, returned, mended and approved, another is deleted, and what
    was sent already is sent again."""
    gv, gvb, so = (village.client(name) for name in ("gv", "gvb", "so"))
    village.add("both", "teacher", village.school)
    with village.app.app_context(), write() as session:
        person, other = session.get_one(Person, village.accounts["both"]), session.get_one(Unit, village.other.id)
        give_role(session, person, other, "teacher")
    both = village.client("both")
    for phone in (gv, gvb, so, both):
        phone.sync()
    with heard(village) as found:
        made = gv.put(then="submit")
        outcome = gv.do(made)
        assert not code(outcome), outcome
        seen = outcome["version"]
        back = so.do(so.mutation("return", record=made["id"], base=seen, text="Thiếu ngày"))
        mended = gv.put(record=made["id"], base=back["version"], after=made["id"], set={"note": "Đủ"}, then="submit")
        again = gv.do(mended)
        assert not code(so.do(so.mutation("approve", record=made["id"], base=again["version"])))
        assert not code(gv.do(made)), "sent again"
        late = gvb.put()
        assert not code(gvb.do(late))
        assert not code(gvb.do(gvb.mutation("delete", record=late["id"], base=seen, after=late["id"])))
        assert code(gvb.do(gvb.put(id=made["id"]))), "somebody else's id"
        both.unit = village.school.id
        here = both.put(then="submit")
        both.unit = village.other.id
        there = both.put(then="submit")
        outcomes = both.sync(here, there)["outcomes"]
        assert [code(outcomes[one["id"]]) for one in (here, there)] == [None, None], "one request of two scopes"
    return found


@pytest.fixture
def scopes_in(village):
    """``scopes_in(given)``: how many scopes a statement's parameters name."""
    units = [unit.id for unit in (village.school, village.other, village.commune, village.province)]
    return lambda given: sum(unit in given for unit in units)


def test_each_statement_names_a_scope_or_ids_that_no_two_scopes_share(exchanges, scopes_in):
    strangers = [
        statement
        for statement, given in exchanges
        if not scopes_in(given) and not any(re.search(shape, statement) for shape in BY_ID.values())
    ]
    assert strangers == []


def test_none_names_two_scopes(exchanges, scopes_in):
    of_two = {statement for statement, given in exchanges if scopes_in(given) > 1}
    assert [one for one in of_two if not any(re.search(shape, one) for shape in OF_ALL_ONE_READS.values())] == []


def test_each_exception_is_needed(exchanges):
    statements = [statement for statement, _ in exchanges]
    exceptions = BY_ID | OF_ALL_ONE_READS
    assert [why for why, shape in exceptions.items() if not any(re.search(shape, one) for one in statements)] == []
    assert {table for one in statements for table in TABLES.findall(one)} == set(OF_A_SCOPE)
