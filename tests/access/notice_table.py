"""Who gets what from the addresses of notices: each person their own, whoever they are."""

from tests.access.scope_table import HELD, SIGNED_IN

# (rule, method) → address → what each role gets: everybody asks for themselves, so there is no foreign unit.
NOTICES = {
    ("/api/notices", "GET"): ("/api/notices", SIGNED_IN, None),
    ("/api/notices/read", "POST"): ("/api/notices/read", HELD, None),
}
NOTICE_BODIES = {"/api/notices/read": {"notices": ["returned:none"]}}
