"""Which mutants are tried is the same again for the same seed, and a change of one function leaves the others' lot."""

from bench.mutants.draw import drawn

BEFORE = [f"server.a.x_{function}__mutmut_{number}" for function in "fgh" for number in range(1, 41)]


def of_others(lot: list[str]) -> set[str]:
    return {mutant for mutant in lot if ".x_f__" not in mutant}


def test_a_lot_is_drawn_by_its_seed_whatever_the_order():
    assert len(drawn(BEFORE, 30, 1)) == 30
    assert drawn(BEFORE, 30, 1) == drawn(reversed(BEFORE), 30, 1) != drawn(BEFORE, 30, 2)
    assert drawn(BEFORE, 500, 1) == sorted(BEFORE)


def test_a_change_of_one_function_moves_no_more_of_the_others_than_it_adds_or_takes():
    drawn_before = of_others(drawn(BEFORE, 30, 1))
    for numbers in (range(1, 39), range(1, 43)):
        after = [mutant for mutant in BEFORE if ".x_f__" not in mutant]
        after += [f"server.a.x_f__mutmut_{number}" for number in numbers]
        assert len(drawn_before ^ of_others(drawn(after, 30, 1))) <= 2
