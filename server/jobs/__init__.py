"""``flask jobs``: the process that makes exported files and does the chores of the night."""
