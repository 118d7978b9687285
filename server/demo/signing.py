"""The demo's department signs reports (chốt số liệu, báo cáo tháng), by the API that its pages use."""

from collections.abc import Sequence

from flask import Flask

from server.demo.content import communes, schools
from server.demo.phones import Phones
from server.demo.registering import OFFICER
from server.demo.stamps import unit_id
from server.figures import monthly_reports
from server.platform.clock import now
from sync.registers import Registers

PROVINCE = "11"
OF_SCHOOLS = ["school_profile", "teacher_pledge", "training", "initiative"]


def freeze(phones: Phones, title: str, period: str, close: bool = False) -> None:
    """Sign the province's report on a period (a key), for good, and let everybody read its figures; with ``close`` its
    records take no more changes."""
    _freeze(phones, title=title, unit=unit_id(PROVINCE), period=period, close=close)


def freeze_communes(phones: Phones, title: str, period: str) -> None:
    """Sign the reports on the communes of schools whose people have accounts, and let everybody read what they say of
    each school; no scores are among it."""
    wanted = {school.commune for school in schools()}
    for commune in (one for one in communes() if one.code in wanted):
        _freeze(
            phones,
            title=f"{title}, {commune.short}",
            unit=unit_id(commune.code),
            period=period,
            registers=OF_SCHOOLS,
        )


def _freeze(phones: Phones, **report: object) -> None:
    connection = phones.of(OFFICER).connection
    made = connection.make("/api/snapshots", **report)
    connection.make(f"/api/snapshots/{made['id']}/public", "PUT")


def report_months(app: Flask, phones: Phones, registers: Registers, months: Sequence[str]) -> None:
    """Switch on the department's report of each month; those of ``months`` are made, and all but the last signed.

    The demo's year may be long over when it is loaded: the jobs would make no report of it.
    """
    connection, province = phones.of(OFFICER).connection, unit_id(PROVINCE)
    connection.change("PUT", f"/api/monthly-reports/{province}", on=True)
    with app.app_context():
        for month in months:
            monthly_reports.make(registers, province, month, now())
    (unit,) = connection.read("/api/monthly-reports")["units"]
    for report in unit["reports"]:
        if report["month"] != months[-1]:
            path = f"/api/monthly-reports/{province}/{report['month']}/sign"
            connection.change("POST", path, sha256=report["sha256"])
