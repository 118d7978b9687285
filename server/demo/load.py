"""The whole demo, in the order of the school year."""

from collections.abc import Callable
from random import Random

from flask import Flask

from server.database import write
from server.demo import province
from server.demo.activities import activities
from server.demo.fates import decide
from server.demo.living import live
from server.demo.phones import House
from server.demo.registering import register

SEASONS = (("September to November", (9, 10, 11)), ("December to February", (12, 1, 2)), ("March to May", (3, 4, 5)))


def load(app: Flask, progress: Callable[[str], object]) -> None:
    """Fill an empty database: units and people directly, every record through the exchange.

    ``progress`` is told how far it is. Raises DemoFailed when the server refuses anything.
    """
    with app.app_context(), write() as session:
        units = province.build(session)
    progress(f"Demo province: {units} units")
    house = House(app)
    progress(f"Demo province: {register(house)} models registered")
    all_ = activities()
    decide(all_)
    random = Random("living")
    done = 0
    for name, months in SEASONS:
        season = [one for one in all_ if one.day.month in months]
        live(house, season, random)
        done += len(season)
        progress(f"Demo province: {done} of {len(all_)} activities ({name})")
    progress(f"Demo province: {house.mutations} mutations from {len(house)} phones")
