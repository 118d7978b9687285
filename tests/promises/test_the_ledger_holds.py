"""Killed, without power and with syncs that fail, on a bad network: what was acknowledged is there once, unaltered, and
what was not is still on its phone. The long form is ``make trust``."""

import pytest

from bench.load.cluster import cluster
from bench.trust import faults, postgres_disk
from bench.trust.people import Crowd
from bench.trust.postgres_faults import PostgresFaults
from bench.trust.stage import stage
from bench.trust.verdict import final

pytestmark = pytest.mark.trust


def played(on, strikes):
    with Crowd(on.ledger, on.teachers):
        faults.come_back(on)
        for number, strike in enumerate(strikes, 1):
            strike(on, number)
            faults.come_back(on)
    on.network.share = 0.0
    return final(on.url, on.ledger, on.teachers).faults


def test_through_kills_power_cuts_and_a_failed_sync(tmp_path):
    strikes = (faults.kill_worker, faults.cut_power, faults.fail_sync, faults.kill_master, faults.cut_power)
    with stage(f"sqlite:///{tmp_path}/lantoa.db", tmp_path, seed=7, copies=tmp_path / "copies") as on:
        assert played(on, strikes) == []


@pytest.mark.postgres
def test_through_kills_power_cuts_and_a_failed_sync_of_postgresql(tmp_path):
    with cluster(postgres_disk.SEGMENT, variables=postgres_disk.watch) as server:
        of = PostgresFaults(server)
        strikes = (of.kill_postgres, of.cut_postgres, of.fail_postgres, of.cut_postgres)
        with stage(server.url, tmp_path, seed=8) as on:
            assert played(on, strikes) == []
