"""Programs that attack the server, each named for the fault that it looks for."""
