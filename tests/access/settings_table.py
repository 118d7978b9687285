"""Who gets what from the addresses of what the department sets for everybody."""

from tests.access.scope_table import NO_REGISTER, REGISTER_FILES

EXAMPLE = "/api/notation/example?decimals=1"
YEAR_DEADLINES = "/api/school-years/2026-2027-HK1/deadlines"
SETS = REGISTER_FILES | {"department": 204, "admin": 204}

SETTINGS = {
    ("/api/school-years", "GET"): ("/api/school-years", REGISTER_FILES, None),
    ("/api/school-years/<year>", "PUT"): ("/api/school-years/2026-2027-HK1", NO_REGISTER, None),
    ("/api/school-years/<year>/deadlines", "GET"): (YEAR_DEADLINES, NO_REGISTER, None),
    ("/api/school-years/<year>/deadlines", "PUT"): (YEAR_DEADLINES, NO_REGISTER, None),
    ("/api/help-contact", "PUT"): ("/api/help-contact", SETS, None),
    ("/api/help-contact", "DELETE"): ("/api/help-contact", SETS, None),
    ("/api/notation", "GET"): ("/api/notation", REGISTER_FILES, None),
    ("/api/notation", "PUT"): ("/api/notation", SETS, None),
    ("/api/notation/example", "GET"): (EXAMPLE, REGISTER_FILES, None),
}
