"""A drawing has a dot for each school of the list and a line for each that learned from another; none hides another."""

from datetime import date, timedelta
from itertools import combinations
from math import hypot
from random import Random

import pytest

from server.publishing.ripples.drawing import SIZE, draw
from server.publishing.ripples.models import public_models
from server.publishing.ripples.takers import Taker
from sync.registers import Registers
from tests.fixtures.applications import ROOT

REGISTER = Registers([ROOT / "server" / "registers" / "definitions"]).latest("model")


def spread(number, seed, kind="garden"):
    """Schools of which two of three took a model up from one before."""
    random = Random(seed)
    for at in range(number):
        source = str(random.randrange(at)) if at and random.random() < 0.66 else None
        day = date(2025, 9, 1) + timedelta(at)
        yield Taker(str(at), f"u{at}", f"Trường {at}", "Xã", kind, "Tên", day, source, random.randrange(20, 400))


@pytest.mark.parametrize("number", [1, 2, 5, 16, 60, 485])
def test_each_school_has_its_place(number):
    (model,) = public_models(REGISTER, REGISTER.ripple, spread(number, number))
    drawing = draw(model)
    assert sorted(dot.step.number for dot in drawing.dots) == [step.number for step in model.steps]
    assert len(drawing.lines) == model.spread
    for dot in drawing.dots:
        assert hypot(dot.x, dot.y) + dot.r <= SIZE / 2
    if number <= 16:
        for one, other in combinations(drawing.dots, 2):
            assert hypot(one.x - other.x, one.y - other.y) >= one.r + other.r


def test_who_learns_from_each_other_makes_no_circle():
    day = date(2025, 9, 1)
    both = [
        Taker("a", "u1", "Một", "Xã", "garden", "", day, "b", 1),
        Taker("b", "u2", "Hai", "Xã", "garden", "", day, "a", 1),
    ]
    (model,) = public_models(REGISTER, REGISTER.ripple, both)
    assert [step.source for step in model.steps] == [None, 1]


def test_a_school_that_registers_each_year_is_one_school():
    years = [
        Taker("a", "u1", "Một", "Xã", "garden", "", date(2024, 9, 1), None, 100),
        Taker("c", "u1", "Một", "Xã", "garden", "", date(2025, 9, 1), None, 120),
        Taker("b", "u2", "Hai", "Xã", "garden", "", date(2025, 10, 1), "c", 50),
    ]
    (model,) = public_models(REGISTER, REGISTER.ripple, years)
    assert [(step.school, step.day.year, step.reached, step.source) for step in model.steps] == [
        ("Một", 2024, 120, None),
        ("Hai", 2025, 50, 1),
    ]


def test_a_schools_own_model_has_its_first_school_in_the_middle():
    (model,) = public_models(REGISTER, REGISTER.ripple, [*spread(1, 1, "own")])
    assert draw(model).first.step.number == 1
    assert draw(model).dots == ()
