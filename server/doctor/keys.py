"""The settings that keep others out: what is secret, and whether passwords travel encrypted."""

from collections.abc import Mapping

from sqlalchemy import make_url

from server.doctor.finding import FAULT, OK, WARNING, Finding
from server.platform.loopback import is_loopback
from server.platform.place import S3

ENCRYPTED = {"require", "verify-ca", "verify-full"}


def check_keys(config: Mapping[str, object]) -> Finding:
    """Whether a setting lets strangers in or sends secrets unencrypted; ``config``: the settings, by key."""
    if config["DEMO"]:
        found = "The demo province is served: its passwords are known to all."
        return Finding("keys", WARNING, found, "For real use start without LANTOA_DEMO, on a database of its own.")
    if not is_loopback(config["HOST"]) and not config["PROXIES"]:
        found = f"The server listens on {config['HOST']} with no proxy before it: passwords travel unencrypted."
        return Finding("keys", FAULT, found, "Set LANTOA_HOST=127.0.0.1, and a proxy with TLS before it.")
    if config["PROXIES"] and not config["HOSTS"]:
        found = "A proxy stands before the server, which answers to localhost alone: it refuses everybody else."
        return Finding("keys", FAULT, found, "Set LANTOA_HOSTS to the name that people open, such as lantoa.example.")
    url = make_url(str(config["DATABASE_URL"]))
    local = not url.host or url.host.startswith("/") or is_loopback(url.host)
    if not local and url.query.get("sslmode") not in ENCRYPTED:
        found = f"The database is on {url.host}, and the way there may be unencrypted."
        return Finding("keys", WARNING, found, "Add ?sslmode=verify-full to DATABASE_URL.")
    return _of_backups(config) or Finding(
        "keys", OK, "No setting lets strangers in. Sessions need no key: each has a random secret of its own."
    )


def _of_backups(config: Mapping[str, object]) -> Finding | None:
    """What is wrong with the key that backups are encrypted for; None if nothing is."""
    recipient = str(config["BACKUP_RECIPIENT"])
    if not recipient:
        if not str(config["BACKUPS"]).startswith(S3):
            return None
        todo = "Make a key pair with age-keygen on another machine, and set LANTOA_BACKUP_RECIPIENT to the public key."
        return Finding("keys", WARNING, "Backups are sent to a store without being encrypted.", todo)
    # Its library is loaded where somebody has a key.
    from server.backups.archive import recipient_of

    try:
        recipient_of(recipient)
    except ValueError as fault:
        todo = "Set it to the public key (age1...) that age-keygen printed: no backup is made until then."
        return Finding("keys", FAULT, f"{fault}.", todo)
    return None
