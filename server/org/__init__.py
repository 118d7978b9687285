"""Units and people: changing and listing them, who has which role from when to when, and which units a register
concerns."""
