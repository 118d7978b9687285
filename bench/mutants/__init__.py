"""Whether a test fails where a line is broken: seeded mutants of the parts on which everything rests."""
