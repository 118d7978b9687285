"""All settings of the server, in one table; ``flask settings`` prints it."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from server.platform.setting_values import (
    contact,
    counts,
    encryption,
    hosts,
    log_format,
    log_level,
    natural,
    port,
    positive,
    switch,
)

ROOT = Path(__file__).resolve().parents[2]


class Setting(NamedTuple):
    """A setting of the server: where its text comes from, and ``read``, which makes its value of that text and raises
    ValueError if it cannot."""

    key: str  # its name in app.config
    variable: str  # the environment variable that sets it
    default: str  # the text that is read if the variable is not set
    read: Callable[[str], Any]
    help: str  # what it does, in one sentence


def folders(text: str) -> list[Path]:
    """The folders in a text that separates them as PATH does (``:`` on Unix); a relative one is taken from the root of
    the checkout."""
    return [ROOT / folder for folder in text.split(os.pathsep) if folder]


def database_url(text: str) -> str:
    """The URL that SQLAlchemy takes for a database URL: ``postgres://`` and ``postgresql://`` get the driver psycopg,
    and an SQLite file with a relative path is taken from the root of the checkout. Any other text is returned
    unchanged."""
    scheme, separator, rest = text.partition("://")
    if scheme in {"postgres", "postgresql"}:
        return f"postgresql+psycopg{separator}{rest}"
    if scheme == "sqlite" and rest.startswith("/") and not rest.startswith("//") and rest != "/:memory:":
        return f"sqlite:///{ROOT / rest[1:]}"
    return text


SETTINGS = (
    Setting(
        "DATABASE_URL",
        "DATABASE_URL",
        "sqlite:///var/lantoa.db",
        database_url,
        "Where everything is kept: an SQLite file, or postgresql://user:password@host/name.",
    ),
    Setting("PORT", "PORT", "8000", port, "The TCP port that the server listens on."),
    Setting(
        "HOST",
        "LANTOA_HOST",
        "127.0.0.1",
        str,
        "The address that the server listens on. Keep it on loopback behind a proxy that ends TLS.",
    ),
    Setting(
        "HOSTS",
        "LANTOA_HOSTS",
        "",
        hosts,
        "The names that people open it by, separated by commas; all others are refused. Empty: localhost alone.",
    ),
    Setting("PROXIES", "LANTOA_PROXIES", "0", natural, "How many proxies of ours stand in front and name the caller."),
    Setting(
        "DEMO",
        "LANTOA_DEMO",
        "0",
        switch,
        "1 loads the demo province, whose passwords are known to all: the server then listens on loopback alone.",
    ),
    Setting(
        "REGISTERS",
        "LANTOA_REGISTERS",
        "server/registers/definitions",
        folders,
        f"Folders of register definitions, separated by {os.pathsep!r}.",
    ),
    Setting(
        "EXPORTS",
        "LANTOA_EXPORTS",
        "var/exports",
        str,
        "Where exported files are kept for seven days: a folder that server and jobs share, or the word database.",
    ),
    Setting("PHOTOS", "LANTOA_PHOTOS", "var/photos", str, "Where photos are kept: a folder, or s3://bucket/folder."),
    Setting(
        "BACKUPS",
        "LANTOA_BACKUPS",
        "var/backups",
        str,
        "Where backups are kept: a folder, best on another machine's disk, or s3://bucket/folder.",
    ),
    Setting(
        "BACKUP_RECIPIENT",
        "LANTOA_BACKUP_RECIPIENT",
        "",
        str.strip,
        "The public key (age1...) that backups are encrypted for; the identity lies elsewhere. Empty: not encrypted.",
    ),
    Setting(
        *("BACKUPS_KEPT", "LANTOA_BACKUPS_KEPT", "24,14,12", counts),
        "How many hourly, daily and monthly backups are kept.",
    ),
    Setting(
        "READ_ONLY",
        "LANTOA_READ_ONLY",
        "0",
        switch,
        "1 while the database is being looked after: everything can be read, phones keep what they have to say.",
    ),
    Setting(
        "SECOND_FACTOR",
        "LANTOA_SECOND_FACTOR",
        "0",
        switch,
        "1 lets the department and administrators in only with a second factor; who has none sets one up first.",
    ),
    Setting(
        "FACTOR_KEY",
        "LANTOA_FACTOR_KEY",
        "var/second-factors.key",
        str,
        "The file of the key that second factors are encrypted with; made when it is first needed, and in no backup.",
    ),
    Setting(
        "BUNDLE_KEY",
        "LANTOA_BUNDLE_KEY",
        "var/bundles.key",
        str,
        "The file of the keys that files with unsent work are sealed to; made when somebody signs in, in no backup.",
    ),
    Setting(
        "PUSH_KEY",
        "LANTOA_PUSH_KEY",
        "var/push.key",
        str,
        "The file of the key that signs notices to devices; flask init makes it, and it is in no backup.",
    ),
    Setting("SMTP_HOST", "LANTOA_SMTP_HOST", "", str.strip, "The mail server for letters. Empty: none are sent."),
    Setting("SMTP_PORT", "LANTOA_SMTP_PORT", "587", port, "The TCP port of that mail server."),
    Setting("SMTP_TLS", "LANTOA_SMTP_TLS", "starttls", encryption, "starttls, tls from the first byte on, or none."),
    Setting(
        "SMTP_USER",
        "LANTOA_SMTP_USER",
        "",
        str.strip,
        "The name that the mail server knows us by. Empty: it asks nobody.",
    ),
    Setting(
        "SMTP_PASSWORD", "LANTOA_SMTP_PASSWORD", "", str, "The password that the mail server wants, if it asks for one."
    ),
    Setting("SMTP_FROM", "LANTOA_SMTP_FROM", "", str.strip, "The address that letters come from."),
    Setting("WORKERS", "LANTOA_WORKERS", "2", positive, "Server processes: about one for each processor."),
    Setting("THREADS", "LANTOA_THREADS", "8", positive, "Requests that one server process answers at a time."),
    Setting(
        "SECURITY_CONTACT",
        "LANTOA_SECURITY_CONTACT",
        "",
        contact,
        "Who takes reports of weaknesses, such as mailto:an@example.vn, for /.well-known/security.txt.",
    ),
    Setting(
        "METRICS_PORT",
        "LANTOA_METRICS_PORT",
        "0",
        port,
        "The port on loopback where flask metrics answers Prometheus; with 0 nothing is counted.",
    ),
    Setting(
        "METRICS_FOLDER",
        "LANTOA_METRICS_FOLDER",
        "var/metrics",
        str,
        "Where the server's processes keep counts for flask metrics, until the server is started again.",
    ),
    Setting("LOG_LEVEL", "LANTOA_LOG_LEVEL", "info", log_level, "debug, info, warning or error."),
    Setting(
        "LOG_FORMAT", "LANTOA_LOG_FORMAT", "json", log_format, "json, or text for people who read the log as it is."
    ),
)


def load(given: Mapping[str, Any] | None = None, environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The value of every setting, by ``Setting.key``: taken from ``given`` unchanged, else read from the environment
    variable, else read from the default. Other members of ``given`` are kept.

    Raises ValueError that names the variable whose text cannot be read.
    """
    values = dict(given or {})
    for setting in SETTINGS:
        if setting.key in values:
            continue
        text = environ.get(setting.variable, setting.default)
        try:
            values[setting.key] = setting.read(text)
        except ValueError as fault:
            raise ValueError(f"{setting.variable}={text!r}: {fault}") from None
    return values
