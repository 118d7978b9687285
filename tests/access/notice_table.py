"""Who gets what from the addresses of notices: each person their own, whoever they are."""

from tests.access.scope_table import ALL, HELD, MALFORMED, ROLES, SIGNED_IN

# For whoever leads a school or is an officer.
LETTER = dict.fromkeys(ROLES, 200) | {"nobody": 401, "teacher": 403, "admin": 403}
LETTER_BEGINS = {role: 204 if status == 200 else status for role, status in LETTER.items()}

# (rule, method) → address → what each role gets: everybody asks for themselves, so there is no foreign unit.
NOTICES = {
    ("/api/notices", "GET"): ("/api/notices", SIGNED_IN, None),
    ("/api/notices/read", "POST"): ("/api/notices/read", HELD, None),
    ("/api/push", "GET"): ("/api/push", SIGNED_IN, None),
    ("/api/push", "PUT"): ("/api/push", MALFORMED, None),  # no browser makes such keys
    ("/api/push", "DELETE"): ("/api/push", HELD, None),
    ("/api/weekly-letter", "GET"): ("/api/weekly-letter", LETTER, None),
    ("/api/weekly-letter", "PUT"): ("/api/weekly-letter", LETTER_BEGINS, None),
    ("/api/weekly-letter", "DELETE"): ("/api/weekly-letter", HELD, None),
    ("/thoi-nhan-thu/<link>", "GET"): ("/thoi-nhan-thu/none.0", ALL, None),
    ("/thoi-nhan-thu/<link>", "POST"): ("/thoi-nhan-thu/none.0", ALL, None),
}
DEVICE = {"endpoint": "https://push.example/a", "p256dh": "A", "auth": "A", "language": "vi"}
LETTER_BODY = {"address": "an@so.example", "language": "vi"}
NOTICE_BODIES = {"/api/push": DEVICE, "/api/weekly-letter": LETTER_BODY} | {
    "/api/notices/read": {"notices": ["returned:none"]}
}
