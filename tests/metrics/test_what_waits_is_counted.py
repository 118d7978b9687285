"""Gauges say what waits and for how long, on both databases, and name nobody."""

from datetime import timedelta
from math import inf

import pytest
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from server import create_app
from server.metrics.collector import registry_of
from server.metrics.counts import forget
from server.models.backups import Backup
from server.platform.clock import now, utc_text
from server.platform.database import write
from tests.village import Village


def scraped(app) -> dict[tuple[str, ...], float]:
    """(name, values of its labels) → value, of everything."""
    text = generate_latest(registry_of(app)).decode()
    families = text_string_to_metric_families(text)
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


@pytest.fixture
def busy(village: Village, tmp_path):
    village.app.config |= {"METRICS_FOLDER": str(tmp_path / "metrics"), "EXPORTS": str(tmp_path / "exports")}
    teacher, so = village.client("gv"), village.client("so")
    assert "refused" not in teacher.do(teacher.put(then="submit"))
    yesterday = utc_text(now() - timedelta(days=1))
    teacher.sync(queue={"mutations": 3, "photos": 0, "oldest": yesterday, "free_mb": 100})
    assert so.post("/api/exports", {"kind": "records", "format": "csv", "register": "probe_direct"}).status_code == 202
    return village


def test_what_waits_is_counted_by_role_and_state(busy):
    found = scraped(busy.app)
    assert found["lantoa_database_up",] == 1
    assert sum(value for (name, *_), value in found.items() if name == "lantoa_reviews_waiting") == 1
    assert found["lantoa_phones_unsent",] == 1
    assert found["lantoa_phones_oldest_unsent_seconds",] == pytest.approx(86_400, abs=600)
    assert (found["lantoa_orders", "queued"], found["lantoa_orders", "failed"]) == (1, 0)
    assert found["lantoa_jobs_alive",] == 0
    assert found["lantoa_disk_free_bytes", "exports"] > 0


def test_backups_have_an_age(busy):
    ages = ("lantoa_backup_age_seconds",), ("lantoa_backup_verified_age_seconds",)
    assert [scraped(busy.app)[age] for age in ages] == [inf, inf]
    made = {"name": "one", "place": "s3://b", "kind": "daily", "size": 1, "sha256": "", "sealed": True, "faults": []}
    with busy.app.app_context(), write() as session:
        for number, hours in enumerate((1, 3)):
            at = now() - timedelta(hours=hours)
            session.add(Backup(id=str(number), made=at, verified=at if number else None, **made))
    assert [scraped(busy.app)[age] for age in ages] == [pytest.approx(hours * 3600, abs=600) for hours in (1, 3)]


def test_no_label_names_a_person_or_a_unit(busy):
    text = generate_latest(registry_of(busy.app)).decode()
    known = [*busy.people.values(), *busy.accounts.values(), busy.school.id, busy.school.name]
    assert [one for one in known if one in text] == []


def test_without_a_database_the_rest_is_answered(tmp_path):
    away = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    app = create_app({"DATABASE_URL": away, "METRICS_FOLDER": str(tmp_path), "LOG_LEVEL": "ERROR"})
    found = scraped(app)
    assert found["lantoa_database_up",] == 0
    assert found["lantoa_disk_free_bytes", "exports"] > 0


def test_a_database_beside_the_counts_is_never_forgotten(tmp_path):
    for name in ("lantoa.db", "counter_12.db", "histogram_12.db"):
        (tmp_path / name).touch()
    forget(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["lantoa.db"]
