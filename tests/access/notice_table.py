"""Who gets what from the addresses of notices: each person their own, whoever they are."""

from tests.access.scope_table import HELD, MALFORMED, SIGNED_IN

# (rule, method) → address → what each role gets: everybody asks for themselves, so there is no foreign unit.
NOTICES = {
    ("/api/notices", "GET"): ("/api/notices", SIGNED_IN, None),
    ("/api/notices/read", "POST"): ("/api/notices/read", HELD, None),
    ("/api/push", "GET"): ("/api/push", SIGNED_IN, None),
    ("/api/push", "PUT"): ("/api/push", MALFORMED, None),  # no browser makes such keys
    ("/api/push", "DELETE"): ("/api/push", HELD, None),
}
DEVICE = {"endpoint": "https://push.example/a", "p256dh": "A", "auth": "A", "language": "vi"}
NOTICE_BODIES = {"/api/push": DEVICE} | {"/api/notices/read": {"notices": ["returned:none"]}}
