"""What was copied from another record stands in the log: a replay does not ask what that record has become."""

import pytest
from sqlalchemy import update

from server.models.log import LogEntry
from server.platform.database import read, write
from tests.fixtures.applications import REGISTERS, open_app
from tests.log.quarantine import differences
from tests.village import DAY, Village, code

NOWHERE = "0193a000-0000-7000-8000-00000000dead"
BED = """
key = "bed"
version = 1
title = { vi = "Luống rau", en = "Bed" }
by = ["teacher", "leader"]
period = "event"
period_from = "day"
review = ["leader", "department"]
list = { title = "name" }

[[fields]]
name = "name"
type = "text"
label = { vi = "Tên", en = "Name" }

[[fields]]
name = "day"
type = "date"
label = { vi = "Ngày", en = "Day" }
required = true

[[fields]]
name = "model"
type = "ref"
to = "model"
label = { vi = "Mô hình", en = "Model" }

[[fields]]
name = "kind"
type = "choice"
label = { vi = "Loại", en = "Kind" }
required = true
copy_from = { field = "model", of = "kind" }
choices = [KINDS]

[[fields]]
name = "beds"
type = "integer"
label = { vi = "Số luống", en = "Beds" }
required = true
show_when = { field = "kind", equals = "garden" }
"""
KINDS = "traffic centred library garden volunteers own"


@pytest.fixture
def gardens(tmp_path, database_url):
    kinds = ", ".join(f'{{ value = "{one}", label = {{ vi = "{one}", en = "{one}" }} }}' for one in KINDS.split())
    (tmp_path / "bed.1.toml").write_text(BED.replace("KINDS", kinds))
    with open_app(database_url, REGISTERS=[*REGISTERS, tmp_path]) as app:
        yield Village(app)


def model(ht, kind):
    made = ht.mutation(
        "put", form="model@1", period="2026-2027", then="submit", set={"kind": kind, "name": f"Mô hình {kind}"}
    )
    assert code(ht.do(made)) is None
    return made["id"]


def bed(client, **answers):
    return client.mutation("put", form="bed@1", set={"name": "Rau cải", "day": DAY} | answers)


def kept(village, mutation):
    with village.app.app_context(), read() as session:
        return session.query(LogEntry).filter(LogEntry.mutation == mutation).one().copied


@pytest.mark.slow
def test_a_replay_makes_the_same_whatever_the_model_became(gardens):
    gv, ht = gardens.client("gv"), gardens.client("ht")
    library, garden = model(ht, "library"), model(ht, "garden")
    made = bed(gv, model=library, kind="own")
    steps = [
        made,
        gv.mutation("put", record=made["id"], after=made["id"], set={"kind": "traffic"}),
        gv.mutation("put", record=made["id"], after=made["id"], set={"model": garden}),
        gv.mutation("put", record=made["id"], after=made["id"], set={"model": None, "kind": "own"}),
        gv.mutation("put", record=made["id"], after=made["id"], set={"model": NOWHERE, "kind": "own"}),
    ]
    for before, step in zip(steps, steps[1:], strict=False):
        step["after"] = before["id"]
    outcomes = [gv.do(step) for step in steps]
    assert [code(outcome) for outcome in outcomes] == [None] * len(steps)
    copies = [kept(gardens, step["id"]) for step in steps]
    assert copies == [[["kind", "library"]], [["kind", "library"]], [["kind", "garden"]], [["kind", None]], None]
    assert gv.read(made["id"])["data"]["kind"] == "own"
    assert (
        code(ht.do(ht.mutation("put", record=library, base=ht.read(library)["version"], set={"kind": "traffic"})))
        is None
    )
    assert differences(gardens) == []


@pytest.mark.lengthy
@pytest.mark.parametrize(("given", "copied"), [({}, {"kind": "library"}), ({"kind": "library"}, None)])
def test_an_entry_of_the_first_release_is_replayed_as_it_was_written(gardens, given, copied):
    """It wrote what the put gave, and over it what differed; its entries have an object there, or nothing."""
    gv, ht = gardens.client("gv"), gardens.client("ht")
    made = bed(gv, model=model(ht, "library"), **given)
    assert code(gv.do(made)) is None
    with gardens.app.app_context(), write() as session:
        session.execute(update(LogEntry).where(LogEntry.mutation == made["id"]).values(copied=copied))
    assert differences(gardens) == []


@pytest.mark.lengthy
def test_a_copy_follows_the_reference_and_not_what_it_refers_to(gardens):
    """Neither a change of the model nor an edit of the copy moves it; naming the model anew does."""
    gv, ht = gardens.client("gv"), gardens.client("ht")
    name = model(ht, "library")
    made = bed(gv, model=name)
    gv.do(made)
    base = ht.read(name)["version"]
    assert code(ht.do(ht.mutation("put", record=name, base=base, set={"kind": "garden"}))) is None
    edits = ({"kind": "own"}, "library"), ({"name": "Rau muống"}, "library"), ({"model": None}, None)
    for answers, kind in (*edits, ({"model": name}, "garden")):
        edit = gv.mutation("put", record=made["id"], base=gv.read(made["id"])["version"], set=answers)
        assert code(gv.do(edit)) is None
        assert gv.read(made["id"])["data"].get("kind") == kind, answers
    assert differences(gardens) == []


@pytest.mark.lengthy
def test_a_submit_is_not_refused_for_what_the_model_asks_since(gardens):
    """The phone copied "library", which asks for nothing more; the model is a garden now, whose beds are asked for."""
    gv, ht = gardens.client("gv"), gardens.client("ht")
    name = model(ht, "garden")
    made = bed(gv, model=name, kind="library") | {"then": "submit"}
    assert code(gv.do(made)) is None
    found = gv.read(made["id"])
    assert (found["status"], found["data"]["kind"]) == ("submitted", "garden")
    knew = bed(gv, model=name, kind="garden") | {"then": "submit"}
    assert gv.do(knew)["refused"]["fields"] == {"beds": {"rule": "required"}}
    assert differences(gardens) == []


def test_a_copied_field_that_is_required_keeps_nobody_from_submitting(gardens):
    gv = gardens.client("gv")
    assert code(gv.do(bed(gv) | {"then": "submit"})) is None


@pytest.mark.lengthy
def test_nothing_is_copied_from_what_one_may_not_name(gardens):
    """Whoever knows an id learns nothing by it."""
    gv2, ht = gardens.client("gv2"), gardens.client("ht")
    made = bed(gv2, model=model(ht, "library"))
    assert code(gv2.do(made)) is None
    assert "kind" not in gv2.read(made["id"])["data"]


@pytest.mark.lengthy
def test_a_deleted_model_is_still_copied(gardens):
    gv, ht = gardens.client("gv"), gardens.client("ht")
    gone = model(ht, "library")
    assert code(ht.do(ht.mutation("delete", record=gone, base=ht.read(gone)["version"]))) is None
    made = bed(gv, model=gone)
    assert code(gv.do(made)) is None
    assert gv.read(made["id"])["data"]["kind"] == "library"
