"""Who gets what from the addresses by which records come from workbooks."""

from tests.access.scope_table import NO_WORKBOOK, NOT_THERE, SIGNED_IN

BRINGS_IN = SIGNED_IN | {"teacher": 403, "admin": 403}
NO_IMPORT = NOT_THERE | {"teacher": 403, "admin": 403}
PROPOSAL = "/api/record-imports/{record}/proposal?register=probe_direct"
FAULTS = "/api/record-imports/{record}/faults.xlsx"

RECORD_IMPORTS = {
    ("/api/record-imports", "GET"): ("/api/record-imports", BRINGS_IN, None),
    ("/api/record-imports", "POST"): ("/api/record-imports", NO_WORKBOOK, None),
    ("/api/record-imports/<id_>", "GET"): ("/api/record-imports/{record}", NO_IMPORT, NO_IMPORT),
    ("/api/record-imports/<id_>/proposal", "GET"): (PROPOSAL, NO_IMPORT, NO_IMPORT),
    ("/api/record-imports/<id_>/mapping", "PUT"): ("/api/record-imports/{record}/mapping", NO_IMPORT, NO_IMPORT),
    ("/api/record-imports/<id_>/rows", "GET"): ("/api/record-imports/{record}/rows", NO_IMPORT, NO_IMPORT),
    ("/api/record-imports/<id_>/faults.xlsx", "GET"): (FAULTS, NO_IMPORT, NO_IMPORT),
    ("/api/record-imports/<id_>/apply", "POST"): ("/api/record-imports/{record}/apply", NO_IMPORT, NO_IMPORT),
}
