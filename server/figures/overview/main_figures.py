"""The figures that stand first on the overview: those that the department chose, or by default the registers' own."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.access.units import arranges
from server.audit.actor import Act
from server.figures.overview.large_figures import LargeFigure, large_measure
from server.figures.overview.query import charted, everyday_register
from server.models.catalog import lock_catalog
from server.models.figures import MainFigure
from sync.protocol.problems import Problem
from sync.registers import Registers

MOST = 6


def chosen_registers(session: Session) -> list[str]:
    """The keys of the registers whose figures the department chose, in its order; empty if it chose none."""
    return list(session.scalars(select(MainFigure.register).order_by(MainFigure.place)))


def choose(act: Act, registers: Registers, keys: Sequence[str]) -> None:
    """Let the figures of these registers, given by key, stand first for everybody; none restores the default.

    Raises Problem ``forbidden`` unless the caller is of the department or an administrator; ``malformed`` if there are
    more than six, one is named twice, or has no figure of its own.
    """
    session = act.session
    if not arranges(act.viewer):
        raise Problem("forbidden")
    known = {one.key for one in charted(registers) if large_measure(one)}
    if len(keys) > MOST or len(set(keys)) < len(keys) or not known.issuperset(keys):
        raise Problem("malformed", {"registers": {"rule": "choices"}})
    lock_catalog(session)  # two who choose at once do so one after the other
    before = chosen_registers(session)
    session.execute(delete(MainFigure))
    session.add_all(MainFigure(register=key, place=place) for place, key in enumerate(keys))
    act.record("figures.choose", ("figures", "overview"), None, before=before, after=list(keys))


def first_figures(
    session: Session, registers: Registers, large: Mapping[str, LargeFigure], reported: Mapping[str, int]
) -> dict[str, int]:
    """Key of each register whose figure stands first → its place, from 0. Only those of ``large`` have a figure.

    By default six: the register of everyday work; then those whose figure has a target; then shares; then those that
    most units have reported. ``reported``: key → how many have.
    """
    first = everyday_register(registers).key

    def rank(key: str) -> tuple[object, ...]:
        measure = large[key]["measure"]
        return key != first, "target" not in measure, measure["kind"] != "ratio", -reported[key], key

    keys = chosen_registers(session) or sorted(large, key=rank)[:MOST]
    return {key: place for place, key in enumerate(key for key in keys if key in large)}
