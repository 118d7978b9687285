"""Who gets what from the addresses of ``/v1``, as ``scope_table`` has it for others."""

from tests.access.scope_table import ROLES, SIGNED_IN

NOWHERE = dict.fromkeys(ROLES, 404)
REFUSED = dict.fromkeys(ROLES, 401)
NOT_SEEN = NOWHERE | {"nobody": 401}
OWN_RECORD = SIGNED_IN | {"admin": 404}
FOREIGN_RECORD = OWN_RECORD | dict.fromkeys(("teacher", "leader", "commune"), 404)
RULE = "/v1/projects/<int:project>/forms/<form>"
FORM = "/v1/projects/1/forms/probe_direct"
SENT = "/submissions/uuid:{record}"
ONE = ".svc/Submissions('uuid:{record}')"

ODK = {
    ("/v1/sessions", "POST"): ("/v1/sessions", REFUSED, REFUSED),
    ("/v1/users/current", "GET"): ("/v1/users/current", SIGNED_IN, None),
    ("/v1/projects", "GET"): ("/v1/projects", SIGNED_IN, None),
    ("/v1/projects/<int:project>", "GET"): ("/v1/projects/1", SIGNED_IN, None),
    ("/v1/projects/<int:project>/forms", "GET"): ("/v1/projects/1/forms", SIGNED_IN, None),
    (RULE, "GET"): (FORM, SIGNED_IN, None),
    (f"{RULE}.xlsx", "GET"): (f"{FORM}.xlsx", SIGNED_IN, None),
    (f"{RULE}/fields", "GET"): (f"{FORM}/fields", SIGNED_IN, None),
    (f"{RULE}/submissions", "GET"): (f"{FORM}/submissions", SIGNED_IN, SIGNED_IN),
    (f"{RULE}/submissions.csv", "GET"): (f"{FORM}/submissions.csv", SIGNED_IN, SIGNED_IN),
    (f"{RULE}/submissions.csv.zip", "GET"): (f"{FORM}/submissions.csv.zip", SIGNED_IN, SIGNED_IN),
    (f"{RULE}/submissions/<instance>", "GET"): (FORM + SENT, OWN_RECORD, FOREIGN_RECORD),
    (f"{RULE}/submissions/<instance>.xml", "GET"): (f"{FORM}{SENT}.xml", OWN_RECORD, FOREIGN_RECORD),
    (f"{RULE}/submissions/<instance>/attachments", "GET"): (FORM + SENT + "/attachments", OWN_RECORD, FOREIGN_RECORD),
    (f"{RULE}/submissions/<instance>/attachments/<name>", "GET"): (
        FORM + SENT + "/attachments/none.webp",
        NOT_SEEN,
        NOT_SEEN,
    ),
    (f"{RULE}.svc", "GET"): (f"{FORM}.svc", SIGNED_IN, None),
    (f"{RULE}.svc/$metadata", "GET"): (f"{FORM}.svc/$metadata", SIGNED_IN, None),
    (f"{RULE}.svc/<table>", "GET"): (FORM + ONE, OWN_RECORD, FOREIGN_RECORD),
    (f"{RULE}.svc/<table>/<rows>", "GET"): (FORM + ONE + "/rows", OWN_RECORD, FOREIGN_RECORD),
    ("/v1/<path:rest>", "GET"): ("/v1/config/public", NOWHERE, None),
}
