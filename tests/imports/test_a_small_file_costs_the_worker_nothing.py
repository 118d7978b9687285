"""Files of 100 KB that take gigabytes to read are refused within seconds, and the worker stays as it was."""

import pytest

from server.platform.sandbox.fault import REASONS
from server.platform.sandbox.limits import UPLOAD
from tests.imports.test_import_changes_all_or_nothing import bring
from tests.imports.workbooks import workbook
from tests.platform import bombs
from tests.platform.memory import watched
from tests.registers.test_registers_published_without_a_programmer import WHOLE, upload

pytestmark = pytest.mark.slow  # files are opened in processes of their own

GOOD = workbook(people=[("", "Nguyễn Thị Lan", "giáo viên", "T1", "", "")])


def test_a_child_has_less_than_a_worker_may_take():
    assert UPLOAD.memory < 400 << 20
    assert UPLOAD.cpu < UPLOAD.wall <= 5


@pytest.mark.parametrize(
    ("bomb", "reasons"),
    [(bombs.styles, ["memory"]), pytest.param(bombs.shared, ["output", "time"], marks=pytest.mark.slow)],
)
def test_a_workbook_of_units_and_people(coded, bomb, reasons):
    admin, data = coded.client("admin"), bomb(GOOD)
    assert len(data) < 200_000
    answer = watched(lambda: bring(admin, data))
    assert (answer.status_code, answer.json["code"]) == (422, "unreadable")
    [fault] = answer.json["fields"]["file"]["faults"]
    assert (fault["vi"], fault["en"]) in [REASONS[one] for one in reasons]
    assert bring(admin, GOOD).status_code == 201


def test_styles_without_end_are_not_read(coded):
    answer = watched(lambda: upload(coded.client("so"), bombs.styles(WHOLE)))
    assert answer.status_code == 201


@pytest.mark.parametrize("bomb", [bombs.dots, bombs.brackets])
def test_a_register(coded, bomb):
    officer, data = coded.client("so"), bomb()
    answer = watched(lambda: upload(officer, data))
    assert (answer.status_code, answer.json["code"]) == (422, "faulty_register")
    [fault] = answer.json["fields"]["faults"]
    assert fault["vi"]
    assert fault["en"]
    assert upload(officer, WHOLE).status_code == 201
