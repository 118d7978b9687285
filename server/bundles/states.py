"""What becomes of a bundle."""

TAKEN_IN, WAITING, REFUSED = "taken_in", "waiting", "refused"
EARLY = "early"
"""Some of it could not be taken in yet, as something that comes before it is missing after a restore: it is kept, and
taken in once it can be."""

FULL = "full"
"""It would be early or wait, or holds drafts, and as much as may be kept of that is kept: nothing is noted, and it has
to be brought again. If only some photos of drafts found no room, the drafts are kept."""
