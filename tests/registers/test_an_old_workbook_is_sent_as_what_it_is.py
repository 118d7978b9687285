"""A program may name an .xls by its own media type, which no form of another site can send."""

from server.platform import workbook_limits
from tests.registers.test_registers_published_without_a_programmer import FOREIGN, upload


def test_an_old_workbook_is_sent_as_what_it_is(village):
    officer = village.client("so")
    assert upload(officer, FOREIGN, workbook_limits.OLD_TYPE).status_code == upload(officer, FOREIGN).status_code == 200
