"""The whole demo, in the order of the school year."""

from collections.abc import Callable
from random import Random

from flask import Flask

from server.demo import province
from server.demo.activities import activities
from server.demo.fates import decide
from server.demo.living import live
from server.demo.phones import House
from server.demo.registering import register
from server.demo.signing import freeze
from server.demo.year import accounts, tell
from server.platform.database import write
from server.registers import published

# Two rounds of everybody's phones: more of them would be truer to life, and slower.
SEMESTERS = (
    ("semester I", (9, 10, 11, 12, 1), ("Sơ kết học kỳ I năm học 2025–2026", "2025-2026-HK1")),
    ("semester II", (2, 3, 4, 5), None),
)


def fill(app: Flask, progress: Callable[[str], object]) -> None:
    """As ``server.demo.load`` says."""
    with app.app_context(), write() as session:
        units = province.build(session, accounts())
    with app.app_context():
        registers = published.renew(app)
    progress(f"{units} units and their people")
    house = House(app)
    tell(house, registers, progress)
    with app.app_context(), write() as session:
        province.close(session)
    freeze(house, "Tổng kết năm học 2024–2025", "2024-2025", close=True)
    progress("2024-2025 frozen and closed")
    progress(f"{register(house)} models registered")
    all_ = activities()
    decide(all_)
    random = Random("living")
    for name, months, signed in SEMESTERS:
        season = [one for one in all_ if one.day.month in months]
        progress(name)
        live(house, season, random, progress, signed)
    progress(f"{house.mutations} mutations from {len(house)} phones")
