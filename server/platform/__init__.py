"""What the server stands on and knows nothing of the movement: settings, database, clock, errors, logging, files."""
