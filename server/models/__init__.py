"""The tables. Reading them is enough to know what the system holds.

Times are UTC and aware; ids are lower-case UUID text; JSON columns hold plain JSON values.
Whoever takes one table from here has them all known to the database.
"""

from server.models import audit, auth, catalog, figures, jobs, log, org, periods, registers

__all__ = ["audit", "auth", "catalog", "figures", "jobs", "log", "org", "periods", "registers"]
