"""Whether an older copy of the database was put back without a word."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.backups.rewound import is_rewound
from server.doctor.finding import FAULT, OK, WARNING, Finding
from server.log.restores import RESTORE_OPEN
from server.models.audit import AuditEntry
from server.platform.clock import HERE, now


def check_rewound(session: Session, config: Mapping[str, object]) -> Finding:
    """Whether the database is older than what was served last, or was found to be in the last 30 days."""
    if is_rewound(session, config):
        return Finding(
            "rewound",
            FAULT,
            "The database is an older copy than the one that was served last.",
            "If that was no mistake, run: flask restored; else put the newer one back. Next time use: flask restore",
        )
    recorded = select(AuditEntry.at, AuditEntry.details).where(
        AuditEntry.action == "restore.record", AuditEntry.at > now() - RESTORE_OPEN
    )
    noticed = [at for at, details in session.execute(recorded) if details.get("noticed")]
    if not noticed:
        return Finding("rewound", OK, "No older copy was put back without a word.")
    when = f"{max(noticed).astimezone(HERE):%Y-%m-%d %H:%M} in Việt Nam"
    return Finding(
        "rewound",
        WARNING,
        f"On {when} an older copy was found in the database's place, and recorded as a restore: phones send again.",
        "Run: flask check; and restore by: flask restore",
    )
