"""Who may see and do what: the only place that decides it. protocol.md, "Who sees and who writes"."""
