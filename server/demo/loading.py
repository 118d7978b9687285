"""Fills an empty database with the whole demo, in the order of the school years."""

from collections.abc import Callable
from random import Random

from flask import Flask

from server.demo import province, year
from server.demo.activities import activities
from server.demo.endings import assign_endings
from server.demo.phones import Phones
from server.demo.publishing import publish
from server.demo.registering import register
from server.demo.registrations import registrations
from server.demo.retelling import retell
from server.demo.season import play
from server.demo.signing import freeze, freeze_communes, report_months
from server.platform.database import write
from server.registers import published

# Two rounds of everybody's phones: more of them would be truer to life, and slower.
SEMESTERS = (
    ((9, 10, 11, 12, 1), ("Sơ kết học kỳ I năm học 2025–2026", "2025-2026-HK1")),
    ((2, 3, 4, 5), None),
)
"""For each semester its months, and the title and period of the report that is signed at its end, if any."""


def fill(app: Flask, progress: Callable[[int, int], object]) -> None:
    """Fill an empty database with the demo; ``progress`` and errors are those of ``server.demo.load``."""
    logged = activities()
    assign_endings(logged)
    retell(logged)
    total = year.count() + len(registrations()) + len(logged)
    phones = Phones(app, lambda created: progress(created, total))
    progress(0, total)
    with app.app_context(), write() as session:
        province.build(session, year.accounts())
    with app.app_context():
        registers = published.renew(app)
    year.send(phones, registers)
    with app.app_context(), write() as session:
        province.close(session)
    freeze_communes(phones, "Tổng kết năm học 2024–2025", "2024-2025")
    freeze(phones, "Tổng kết năm học 2024–2025", "2024-2025", close=True)
    register(phones)
    random = Random("living")
    for months, report in SEMESTERS:
        play(phones, [one for one in logged if one.day.month in months], random, report)
    report_months(app, phones, registers, ("2026-03", "2026-04", "2026-05"))
    publish(phones)
