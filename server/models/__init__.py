"""The tables of the database. Reading them is enough to know what the system holds.

Times are UTC and aware; ids are lower-case UUID text; JSON columns hold plain JSON values.
Importing one table from here makes all of them known to SQLAlchemy.
"""

from server.models import audit, auth, catalog, figures, jobs, log, org, periods, registers

__all__ = ["audit", "auth", "catalog", "figures", "jobs", "log", "org", "periods", "registers"]
