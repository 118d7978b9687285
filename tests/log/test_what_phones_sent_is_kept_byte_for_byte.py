"""Bodies and outcomes of log entries are stored in short forms, and come back exactly as they came."""

from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import update

from server.models.log import LogEntry
from server.models.log_storage import outcome_of, pack, stored_outcome, unpack
from server.platform.database import write
from sync.protocol.canonical import Wide, canonical
from tests.village import code

IDS = st.uuids().map(str)
TEXTS = st.text(st.characters(), max_size=12) | IDS | st.sampled_from(["\x01\x06", "{", "Các em học sinh", "\ud800"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS | st.just(Wide("9" * 20)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
TIMES = st.datetimes().map(lambda at: at.isoformat()) | TEXTS


@st.composite
def entries(draw):
    """A mutation of whatever members, and what the columns of its entry may say, of which its body has some."""
    ids = draw(st.lists(st.none() | IDS, min_size=4, max_size=4))
    at = draw(st.none() | TIMES.filter(bool).filter(lambda text: "\ud800" not in text))
    members = draw(st.dictionaries(TEXTS | st.sampled_from(["id", "unit", "at", "set"]), VALUES, max_size=6))
    known = st.sampled_from([*filter(None, [*ids, at]), "x"])
    members |= draw(st.dictionaries(TEXTS, known | st.lists(known, max_size=3), max_size=4))
    return canonical(members), ids, at


# The bytes of an id that is no column's may look like a column's time, or like what stands for something.
HIDDEN = b"2025-01-01T00:00".hex()
_ID = f"{HIDDEN[:8]}-{HIDDEN[8:12]}-{HIDDEN[12:16]}-{HIDDEN[16:20]}-{HIDDEN[20:]}"
_MARKS = "01020304-0506-0606-0606-060605040302"


ONCE_PACKED = (
    "01c3eb6aa02149a9a84ec7e64a689a728696a938323ba4e841442d285d9467e403ed012631c6994aface3f0a5477ae92704f"
    "d951aa0c4e7208570200"
)


@given(entries())
@example(
    (canonical({"a": [_ID, _MARKS] * 9, "at": "2025-01-01T00:00"}), [_MARKS, None, None, None], "2025-01-01T00:00")
)
@example((canonical({"set": {"n": "x" * 5000}, "id": _ID}), [_ID] * 4, None))
def test_any_body_comes_back_byte_for_byte(entry):
    body, ids, at = entry
    stored = pack(body, ids, at)
    assert unpack(stored, ids, at) == body
    assert len(stored) <= len(body)


def test_what_was_stored_whole_is_read_as_it_is():
    body = canonical({"do": "approve", "id": _ID})
    assert unpack(body, [_ID, None, None, None], None) == body


def test_what_was_once_packed_can_be_read_for_ever():
    ids = [f"0199222f-43f8-7025-b9aa-184764b8752{n}" for n in range(4)]
    raw = {
        "at": "2026-01-12T08:01:01+07:00",
        "do": "put",
        "form": "probe@1",
        "id": ids[0],
        "record": ids[2],
        "set": {"note": "Các em chăm sóc vườn rau cùng thầy cô.", "whom": [ids[3]]},
        "unit": ids[1],
    }
    assert unpack(bytes.fromhex(ONCE_PACKED), [*ids[:3], None], raw["at"]) == canonical(raw)


def test_a_decision_takes_few_bytes_of_its_own():
    ids = [f"0199222f-43f8-7025-b9aa-184764b8752{n}" for n in range(4)]
    at = "2026-01-12T08:01:01+07:00"
    raw = {"at": at, "base": "12.w1w5c_Ae", "do": "approve", "id": ids[0], "record": ids[2], "unit": ids[1]}
    assert len(pack(canonical(raw), ids, at)) < 24


@pytest.mark.parametrize(
    ("outcome", "rev", "stored"),
    [
        ({"version": "7.AAAAAAAA"}, 7, {}),
        ({"version": "7.AAAAAAAA", "conflicts": ["n"]}, 7, {"conflicts": ["n"]}),
        ({"version": "6.BBBBBBBB"}, None, {"version": "6.BBBBBBBB"}),
        ({"refused": {"code": "locked"}}, None, {"refused": {"code": "locked"}}),
    ],
)
def test_an_outcome_comes_back_whole(outcome, rev, stored):
    chain = None if rev is None else "AAAAAAAA"
    assert stored_outcome(outcome, rev, chain) == stored
    assert outcome_of(SimpleNamespace(rev=rev, chain=chain, stored_outcome=stored)) == outcome


def test_a_mutation_that_an_earlier_release_stored_is_known_and_another_under_its_id_is_not(village):
    gv = village.client("gv")
    made = gv.put(set={"n": 1})
    outcome = gv.sync(made)["outcomes"][made["id"]]
    with village.app.app_context(), write() as session:
        entry = session.query(LogEntry).one()
        whole = {"stored_body": canonical(made), "stored_outcome": {"version": outcome["version"]}, "session": "f" * 64}
        assert entry.stored_body != entry.body == whole["stored_body"]
        session.execute(update(LogEntry).values(whole))
    assert gv.sync(made)["outcomes"][made["id"]]["version"] == outcome["version"]
    assert code(gv.do({**made, "set": {"n": 2}})) == "reused_id"
