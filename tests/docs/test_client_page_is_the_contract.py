"""docs/implementing-a-client.md names each member that travels, each part of the vectors, each limit as they are."""

import json

import pytest

from server.platform.config import ROOT
from sync.phone import batch
from sync.phone.answer import KEPT
from sync.phone.state import State
from sync.protocol.exchange import CONFIRM_LIMIT, ExchangeAnswer, ExchangeRequest
from sync.protocol.mutation import WireMutation
from sync.protocol.outcome import Outcome
from sync.protocol.problems import KINDS
from sync.protocol.transitions import VERBS
from tests.docs.tables import code, page, table, under

PAGE = page("docs/implementing-a-client.md")
FILES = {str(path.relative_to(ROOT)): json.loads(path.read_text()) for path in (ROOT / "sync/vectors").glob("*.json")}
PARTS = {(code(file)[0], code(part)[0]): " ".join(rest) for file, part, *rest in table(PAGE, "The certificate", "file")}
WRONG = [(code(vector)[0], vector) for _, vector in table(PAGE, "What is easily got wrong", "rule")]


def first(heading, *columns):
    """What the first cells of a table name."""
    return sorted(name for row in table(PAGE, heading, *columns) for name in code(row[0]))


@pytest.mark.parametrize(
    ("heading", "columns", "shape"),
    [
        ("The request", ("member",), ExchangeRequest),
        ("A mutation", ("member",), WireMutation),
        ("The answer", ("member",), ExchangeAnswer),
        ("The answer", ("outcome",), Outcome),
    ],
)
def test_every_member_that_travels_is_there_and_no_other(heading, columns, shape):
    assert first(heading, *columns) == sorted(shape.__annotations__)


def test_every_verb_is_named():
    (verbs,) = [row[1] for row in table(PAGE, "A mutation", "member") if code(row[0]) == ["do"]]
    assert set(code(verbs)) == VERBS


def test_every_part_of_the_vectors_is_there_and_no_other():
    lists = {(file, part) for file, held in FILES.items() for part, cases in held.items() if isinstance(cases, list)}
    assert PARTS.keys() == lists


@pytest.mark.parametrize(("file", "part"), PARTS)
def test_a_part_is_described_with_all_that_its_cases_hold(file, part):
    held = {member for case in FILES[file][part] for member in case} - {"name"}
    assert held <= set(code(PARTS[file, part]))


@pytest.mark.parametrize(("part", "vector"), WRONG)
def test_a_rule_names_a_vector_that_is_there(part, vector):
    name = vector.partition("“")[2].removesuffix("”")
    assert name in [case["name"] for case in FILES["sync/vectors/overlay.json"][part]]


def test_refusals_have_the_status_that_is_named():
    found = {code(name)[0]: int(status) for name, status, _ in table(PAGE, "Refusals", "code")}
    assert found == {name: KINDS[name].status for name in found}
    assert set(first("Refusals", "code of one mutation")) <= KINDS.keys()


def test_sizes_and_waits_are_those_of_the_reference_phone():
    said, state = under(PAGE, "Sizes and waits"), State("somebody")
    assert f"{state.batch_bytes >> 10} KiB before compression, {state.batch_count} mutations" in said
    assert f"up to {batch.MOST_BYTES >> 10} KiB" in said
    assert f"and {batch.MOST_COUNT} |" in said
    assert f"{batch.CONFIRMED} ids" in said
    assert batch.CONFIRMED == CONFIRM_LIMIT
    assert f"up to {batch.FIRST_WAIT:.0f} s, twice" in said
    assert f"up to {batch.MOST_WAIT:.0f} s" in said
    assert f"older than {KEPT.days} days" in under(PAGE, "The answer")
