"""Files for people who live in Excel and Word, made piece by piece by ``flask jobs``."""
