"""What the rest of the server is built on and what knows nothing of registers or records: settings, database, clock,
errors, logging, files."""
