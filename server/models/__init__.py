"""The tables of the database: together they show all that the system keeps.

Times are aware and in UTC; ids are UUIDs as lower-case text; JSON columns hold plain JSON values. Importing one of
these modules makes all tables known to SQLAlchemy.
"""

from server.models import (
    acts,
    audit,
    auth,
    backups,
    bundles,
    catalog,
    examples,
    figures,
    help_contact,
    jobs,
    letters,
    log,
    monthly,
    org,
    periods,
    photos,
    public_figures,
    quality,
    registers,
    role_plans,
    second_factor,
    unit_states,
    views,
    year_deadlines,
)

__all__ = [
    "acts",
    "audit",
    "auth",
    "backups",
    "bundles",
    "catalog",
    "examples",
    "figures",
    "help_contact",
    "jobs",
    "letters",
    "log",
    "monthly",
    "org",
    "periods",
    "photos",
    "public_figures",
    "quality",
    "registers",
    "role_plans",
    "second_factor",
    "unit_states",
    "views",
    "year_deadlines",
]
