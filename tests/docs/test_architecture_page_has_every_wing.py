"""The tables of docs/architecture.md are the wings that the test of imports knows, in their order."""

import pytest

from server.platform.config import ROOT
from tests.client.test_client_imports_run_one_way import RANKS
from tests.docs.tables import code, page, table
from tests.house.test_imports_run_one_way import AMONG_EDGES, SERVER, SYNC

PAGE = page("docs/architecture.md")


def wings(heading):
    return [row[0].strip("`").rstrip("/") for row in table(PAGE, heading, "wing")]


@pytest.mark.parametrize(("heading", "known"), [("server/", SERVER), ("sync/", SYNC)])
def test_every_wing_is_there_in_its_order(heading, known):
    assert wings(heading) == list(known)


def test_the_clients_wings_stand_by_their_ranks():
    rows = [code(row[0]) for row in table(PAGE, "client/src/", "wings of one rank")]
    by_rank = [{wing for wing, rank in RANKS.items() if rank == one} for one in sorted(set(RANKS.values()))]
    assert [set(row) for row in rows] == by_rank


def test_edges_import_what_the_page_says():
    assert {code(edge)[0]: set(code(may)) for edge, _, may in table(PAGE, "Edges", "edge")} == AMONG_EDGES


def test_every_folder_of_tests_is_a_wing_or_explained():
    explained = {code(row[0])[0].split("/")[1] for row in table(PAGE, "tests/ and bench/", "folder")}
    there = {path.name for path in (ROOT / "tests").iterdir() if (path / "__init__.py").is_file()}
    edges = AMONG_EDGES.keys() | {"client", "sync"}
    assert there <= {*SERVER, *edges, *explained}
    assert explained <= there
