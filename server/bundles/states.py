"""What becomes of a bundle."""

TAKEN_IN, WAITING, REFUSED = "taken_in", "waiting", "refused"
EARLY = "early"
"""After a restore something that comes before it is still missing: it is kept, and taken in once that is there."""

FULL = "full"
"""It would be early, and as much as may be kept of one person is kept: nothing is noted, and it has to be brought
again."""
