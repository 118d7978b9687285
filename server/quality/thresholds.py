"""From where on something is asked about: set by ``bench.quality`` on half of its worlds, measured on the others."""

TWIN_TITLES, TWIN_NUMBERS = 0.6, 0.6
"""How alike the titles of two records of a day must be (0 to 1), and which share of their numbers must agree."""

NUMBER_TIMES, NUMBER_SPREADS = 4.0, 3.0
"""How many times the usual a number must be, and how many spreads (robust standard deviations) away from it."""
OF_OTHERS = 1.5  # so many times more, where only the habit of others is known
LEAST_APART = 10  # a 1 where 7 is usual is many times less, and nothing
LEAST_SPREAD = 0.3  # of a number's logarithm; a school that always writes the same would ask about each little more
LEAST_OWN, LEAST_OTHERS = 8, 20  # earlier records of the school, or of others with the same kind, for a habit

TEXT_SHARED, TEXT_RUNS = 0.5, 5
"""Which share of their own runs of words two texts must have in common, and how many of its own a text must have."""
COMMON = 0.04  # of the texts of others: a run of words in so many is nobody's own


SUNDAYS, SUNDAYS_AS = 0.06, 10
"""The share of Sundays from which on they are a habit; and how many records those of like schools count as much as."""

ABOVE_PROFILE = 1.12
"""How many times the profile's number a number must be: the profile is of September, and guests come."""
