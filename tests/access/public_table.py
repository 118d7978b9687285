"""What everybody gets from the public pages, whoever asks; and who says which frozen figures are among them."""

from tests.access.scope_table import ALL, NOT_THERE, ROLES

NONE = dict.fromkeys(ROLES, 404)
MOVED = dict.fromkeys(ROLES, 308)
THERE = (
    *("", "/en", "/mo-hinh", "/en/models", "/so-lieu", "/en/figures", "/ngoai-mang", "/en/offline"),
    *("/atom.xml", "/en/atom.xml", "/feed.json", "/en/feed.json", "/sw.js", "/con-lai.json"),
)
NOWHERE = {
    "/<path:rest>": "/none/at/all",
    "/<slug>": "/none",
    "/en/<slug>": "/en/none",
    "/mo-hinh/<key>": "/mo-hinh/none",
    "/en/models/<key>": "/en/models/none",
    "/anh/<name>.webp": "/anh/none.webp",
    "/anh/<slug>.<int:edition>.jpg": "/anh/none.1.jpg",
    "/tep/<name>": "/tep/none",
    **{rule: rule for rule in ("/hoi-nghi", "/en/conference", "/trinh-chieu", "/en/slides")},
} | {
    f"{place}/<snapshot>{ending}": f"{place}/none{ending}"
    for place in ("/so-lieu", "/en/figures")
    for ending in ("", ".csv", ".json")
}
"""Rule → an address of it at which there is nothing."""
PUBLIC = {
    ("/api/snapshots/<snapshot>/public", "PUT"): ("/api/snapshots/none/public", NOT_THERE, NOT_THERE),
    ("/api/snapshots/<snapshot>/public", "DELETE"): ("/api/snapshots/none/public", NOT_THERE, NOT_THERE),
    ("/robots.txt", "GET"): ("/robots.txt", ALL, ALL),
    ("/sitemap.xml", "GET"): ("/sitemap.xml", ALL, ALL),
    ("/dien-hinh/", "GET"): ("/dien-hinh/", MOVED, MOVED),
    **{(f"/dien-hinh{rule}", "GET"): (f"/dien-hinh{rule}", ALL, ALL) for rule in THERE},
    **{(f"/dien-hinh{rule}", "GET"): (f"/dien-hinh{at}", NONE, NONE) for rule, at in NOWHERE.items()},
}
