"""Units and people: who there is, who works where and when, and which units a register concerns."""
