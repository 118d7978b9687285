"""Whether the province would survive the loss of this machine tonight."""

from server.doctor.finding import WARNING, Finding


def check_backups() -> Finding:
    """What is known of backups: none is made by this release itself."""
    found = "No backup has been made: with this machine the province would lose everything."
    return Finding("backups", WARNING, found, "Copy the database each night to another place, by its own tools.")
