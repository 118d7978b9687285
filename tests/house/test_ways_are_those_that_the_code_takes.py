"""The three ways of docs/architecture.md: the work is really done, and the files that it enters are watched."""

import re
from pkgutil import resolve_name

import pytest

from server.exports.word.default_template.document import default_template
from server.jobs import chores
from server.platform.sandbox.run import Starter
from tests.docs.tables import code, page, under
from tests.docs.trace import in_order, traced
from tests.exports.clerk import Clerk
from tests.exports.test_exported_files import YEAR, write_some
from tests.fixtures.applications import open_app
from tests.house.record_way import record_way
from tests.registers.test_registers_published_without_a_programmer import WHOLE, publish, upload
from tests.village import DAY, Village

PAGE = page("docs/architecture.md")
FIGURE, LABEL = 104_147, "Số sách"
ALWAYS = set(code(under(PAGE, "Three ways").partition("\n## ")[0]))


@pytest.fixture(autouse=True)
def followed(monkeypatch):
    """What a process of the sandbox does is done here, so that it can be watched."""
    monkeypatch.setattr(Starter, "do", lambda self, task, given, limits: (0, resolve_name(task)(*given)))


@pytest.fixture
def place(sqlite_url):
    with open_app(sqlite_url) as app:
        yield Village(app)


def is_figure(value):
    """The number itself, in thousandths, or as Vietnamese papers write it."""
    return value in (FIGURE, FIGURE * 1000, "104.147")


def is_label(value):
    return value == LABEL


def named(heading):
    """Our files that a part of the page names, in the order of their first mention."""
    return list(dict.fromkeys(file for file in code(under(PAGE, heading)) if re.fullmatch(r"[\w/]+\.py", file)))


def goes(heading, way):
    files = named(heading)
    assert in_order(files, way.entered) == files
    assert set(way.carriers) - ALWAYS <= set(files)
    assert way.carriers


def activity(place):
    return place.client("gv").put(
        form="probe_direct@1", set={"note": "Ghi", "n": 3, "m": FIGURE, "day": DAY}, then="submit"
    )


def test_a_record_goes_into_the_log(place):
    teacher, put = place.client("gv"), activity(place)
    teacher.sync()
    with traced(is_figure) as way:
        assert teacher.do(put)["status"] == "submitted"
    goes("Into the log", way)


def test_every_file_that_a_record_passes_is_named(place):
    assert set(record_way(place.client("gv"), new=True)) <= set(named("Into the log"))


@pytest.mark.slow
def test_a_record_comes_out_as_a_chart(place):
    officer, put = place.client("so"), activity(place)
    place.client("gv").do(put)
    decision = officer.mutation("approve", record=put["id"], base=officer.read(put["id"])["version"])
    assert "refused" not in officer.do(decision)
    with traced(is_figure) as way:
        answer = officer.get(f"/api/overview?unit={place.province.id}&period={YEAR}&register=probe_direct")
    assert str(FIGURE) in answer.text
    goes("Out as a chart", way)


@pytest.mark.slow
def test_a_figure_goes_to_the_word_report(place, tmp_path):
    place.app.config["EXPORTS"] = str(tmp_path / "exports")
    clerk = Clerk(place)
    write_some(place)
    order = {"kind": "report", "format": "docx", "register": "probe_direct", "period": YEAR, "status": "submitted"}
    made = clerk.order(**order)
    default_template.cache_clear()  # as in a process that has made no report yet
    with clerk.jobs(), traced(is_figure) as way:
        chores.work_exports()
    assert clerk.fetch(made).startswith(b"PK")
    goes("Made by the jobs", way)


@pytest.mark.slow
def test_a_workbook_goes_to_a_phones_form(place):
    officer, teacher = place.client("so"), place.client("gv")
    with traced(is_label) as way:
        draft = upload(officer, WHOLE).json
    goes("Uploaded", way)
    with traced(is_label) as way:
        publish(officer, draft)
    goes("Published", way)
    with traced(is_label) as way:
        catalog = teacher.get("/api/catalog").json
    assert LABEL in str(catalog)
    goes("Fetched", way)
