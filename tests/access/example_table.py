"""Who gets what from the addresses of examples: the department and administrators, who find none here."""

from tests.access.scope_table import ARRANGES, NO_CLUSTER

EXAMPLE = "/api/examples/0193a000-0000-7000-8000-00000000000b"
DECIDES = ("propose", "reopen", "publish", "withdraw")
EXAMPLES = {
    ("/api/examples", "GET"): ("/api/examples", ARRANGES | {"department": 200, "admin": 200}, None),
    ("/api/examples", "POST"): ("/api/examples", ARRANGES | {"department": 422, "admin": 404}, None),
    ("/api/conferences/booklet", "GET"): ("/api/conferences/booklet", NO_CLUSTER, None),
    **{("/api/examples/<example>", method): (EXAMPLE, NO_CLUSTER, None) for method in ("GET", "PUT", "DELETE")},
    **{(f"/api/examples/<example>/{verb}", "POST"): (f"{EXAMPLE}/{verb}", NO_CLUSTER, None) for verb in DECIDES},
    ("/api/examples/<example>/settle", "POST"): (f"{EXAMPLE}/settle", NO_CLUSTER, None),
    ("/api/examples/<example>/drop-photos", "POST"): (f"{EXAMPLE}/drop-photos", NO_CLUSTER, None),
    ("/api/examples/<example>/announcement", "PUT"): (f"{EXAMPLE}/announcement", NO_CLUSTER, None),
    ("/api/examples/<example>/preview", "GET"): (f"{EXAMPLE}/preview", NO_CLUSTER, None),
    ("/api/examples/<example>/preview/<key>/<size>.webp", "GET"): (
        f"{EXAMPLE}/preview/{'0' * 64}/small.webp",
        NO_CLUSTER,
        None,
    ),
    ("/api/examples/<example>/photos/<key>", "GET"): (f"{EXAMPLE}/photos/{'0' * 64}", NO_CLUSTER, None),
}
