"""Records and figures are what a replay of the log makes, and what was signed can be computed again."""

from collections.abc import Iterator

from .schedule import Run


def check(run: Run) -> Iterator[str]:
    """What ``flask check`` says of the school."""
    yield from run.faults


def test_figures_add_up(faults):
    assert not faults("figures_add_up")
