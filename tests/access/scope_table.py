"""Who gets what from each address: the answer to each role in its own unit, and in a foreign one."""

ROLES = {"nobody": None, "teacher": "gv", "leader": "ht", "commune": "xa", "department": "so", "admin": "admin"}

ALL = dict.fromkeys(ROLES, 200)
NO_CONTACT = dict.fromkeys(ROLES, 404)
SIGNED_IN = ALL | {"nobody": 401}
OWN_FIGURES = SIGNED_IN | {"admin": 403}
FOREIGN_FIGURES = OWN_FIGURES | {"teacher": 403, "leader": 403, "commune": 403}
OWN_RECORD = SIGNED_IN | {"admin": 404}
FOREIGN_RECORD = OWN_RECORD | {"teacher": 404, "leader": 404, "commune": 404}
# Who decides on the record, of a version that it no longer has.
SETTLES = dict.fromkeys(ROLES, 403) | {"nobody": 401, "admin": 404, "department": 409}
SETTLES_FAR = FOREIGN_RECORD | {"department": 409}
# Somebody's colleague: looked up by whoever looks after them, changed by whoever stands above, on the version they saw.
COLLEAGUE = SIGNED_IN | {"teacher": 404}
STRANGER = COLLEAGUE | {"leader": 404, "commune": 404}
OVER = {role: 409 if status == 200 else status for role, status in COLLEAGUE.items()}
OVER_STRANGER = {role: 409 if status == 200 else status for role, status in STRANGER.items()}
PRINTED = {role: 201 if status == 200 else status for role, status in COLLEAGUE.items()}
PRINTED_FOR_STRANGER = {role: 201 if status == 200 else status for role, status in STRANGER.items()}
BELOW = SIGNED_IN | {"teacher": 403}
# Units and clusters: the department and administrators arrange them.
ARRANGES = dict.fromkeys(ROLES, 403) | {"nobody": 401}
MADE = ARRANGES | {"department": 201, "admin": 201}
OURS = ARRANGES | {"teacher": 404, "department": 409, "admin": 409}
OURS_AFAR = OURS | {"leader": 404, "commune": 404}
OURS_SAID = OURS | {"department": 200, "admin": 200}
OURS_AFAR_SAID = OURS_AFAR | {"department": 200, "admin": 200}
TAKES_FACTOR = ARRANGES | {"teacher": 404, "admin": 204}
TAKES_FACTOR_AFAR = TAKES_FACTOR | {"leader": 404, "commune": 404}
NO_CLUSTER = ARRANGES | {"department": 404, "admin": 404}
PHONES = OWN_FIGURES | {"teacher": 403}
NO_WORKBOOK = dict.fromkeys(ROLES, 400) | {"nobody": 401}
NOT_THERE = dict.fromkeys(ROLES, 404) | {"nobody": 401}
DEPARTMENT = dict.fromkeys(ROLES, 403) | {"nobody": 401, "department": 204}
CHOOSES = DEPARTMENT | {"admin": 204}
REMINDS_FAR = DEPARTMENT | {"department": 200}
TEMPLATES = HEADS_FAR = REMINDS_FAR
REMINDS = REMINDS_FAR | {"commune": 200}
HEADS = REMINDS | {"leader": 200}
REVIEWS = REMINDS | {"leader": 200}
OPENS = REVIEWS | {"teacher": 403, "admin": 403}
OPENS_AFAR = OPENS | {"leader": 404, "commune": 404}
SWITCHES, SWITCHES_FAR = HEADS | dict.fromkeys(("leader", "commune", "department"), 204), DEPARTMENT
NO_REPORT = HEADS | dict.fromkeys(("leader", "commune", "department"), 404)
NO_REPORT_FAR = HEADS_FAR | {"department": 404}
MONTH = "/api/monthly-reports/{unit}/2026-09/"
FREEZES = DEPARTMENT | {"department": 201}
OWN_YEAR = SIGNED_IN | {"admin": 404}
NOT_FAR = ("teacher", "leader", "commune")
MALFORMED = dict.fromkeys(ROLES, 400) | {"nobody": 401}
UNSEALABLE = dict.fromkeys(ROLES, 422) | {"nobody": 401}
HELD = dict.fromkeys(ROLES, 204) | {"nobody": 401}
ORDERS = dict.fromkeys(ROLES, 202) | {"nobody": 401, "admin": 403}
ORDERS_FAR = FREEZES | {"department": 202}
CLOSING = DEPARTMENT | {"department": 404}
DUE = "/api/dues/probe/2026-H2"
CLOSES = "/api/closings/preview?period=2026-2027&register=probe_direct"
SUM = "/api/records/sum?register=probe_direct&measure=n"
# The teacher saves it, as the first who is asked, and deletes it: what is not there is deleted already.
VIEW = "/api/views/0193a000-0000-7000-8000-00000000000a"
SAVES_VIEW = NOT_THERE | {"teacher": 204, "admin": 403}
EXPLORE = "/api/explore?register=probe_direct&rows=pick&columns=month"
YEARS = "/api/figures/years?register=probe_direct"
COUNTS = "/api/explore/counts?register=activity&rows=kind&columns=movements"
ADMIN = dict.fromkeys(ROLES, 403) | {"nobody": 401, "admin": 200}
BACKS_UP = ADMIN | {"admin": 202}
IN_CHARGE = PHONES | {"commune": 403}
NOT_THERE = dict.fromkeys(ROLES, 404) | {"nobody": 401}


REGISTER_FILES = dict.fromkeys(ROLES, 403) | {"nobody": 401, "department": 200, "admin": 200}
NO_REGISTER = REGISTER_FILES | {"department": 404, "admin": 404}
FAULTY = REGISTER_FILES | {"department": 422, "admin": 422}
OWN_PASSWORD = dict.fromkeys(ROLES, 422) | {"nobody": 401}  # the current one is asked for

# (rule, method) → address with {unit} and {record} → what each role gets in its own unit, and in a foreign one.
# A unit is not asked for where an address has none: own and foreign are then the same.
TABLE = {
    ("/api/catalog", "GET"): ("/api/catalog", SIGNED_IN, SIGNED_IN),
    ("/api/devices", "GET"): ("/api/devices?unit={unit}", PHONES, FOREIGN_FIGURES),
    ("/api/closings", "GET"): ("/api/closings", SIGNED_IN, SIGNED_IN),
    ("/api/closings/open", "POST"): ("/api/closings/open", CLOSING, CLOSING),
    ("/api/closings/preview", "GET"): (CLOSES + "&unit={unit}", REMINDS_FAR, REMINDS_FAR),
    ("/api/dues", "GET"): ("/api/dues?unit={unit}", PHONES, FOREIGN_FIGURES),
    ("/api/dues/<register>/<period>", "GET"): (DUE + "?unit={unit}", PHONES, FOREIGN_FIGURES),
    ("/api/dues/<register>/<period>/file", "GET"): (DUE + "/file?unit={unit}", PHONES, FOREIGN_FIGURES),
    ("/api/dues/<register>/<period>", "POST"): (DUE, DEPARTMENT, DEPARTMENT),
    ("/api/dues/<register>/<period>/reminders", "POST"): (DUE + "/reminders", REMINDS, REMINDS_FAR),
    ("/api/clusters", "GET"): ("/api/clusters", SIGNED_IN, SIGNED_IN),
    ("/api/clusters", "POST"): ("/api/clusters", MADE, MADE),
    ("/api/clusters/<cluster>", "PATCH"): ("/api/clusters/none", NO_CLUSTER, NO_CLUSTER),
    ("/api/clusters/<cluster>", "DELETE"): ("/api/clusters/none", NO_CLUSTER, NO_CLUSTER),
    ("/api/people/file", "GET"): ("/api/people/file?unit={unit}", BELOW, BELOW),
    ("/api/devices/file", "GET"): ("/api/devices/file?unit={unit}", PHONES, FOREIGN_FIGURES),
    ("/api/audit/file", "GET"): ("/api/audit/file?unit={unit}", BELOW, BELOW),
    ("/api/clusters/<cluster>/ranking/file", "GET"): ("/api/clusters/none/ranking/file", NOT_THERE, NOT_THERE),
    ("/api/clusters/<cluster>/ranking", "GET"): ("/api/clusters/none/ranking", NOT_THERE, NOT_THERE),
    ("/api/devices/<device>", "DELETE"): ("/api/devices/none", NOT_THERE, NOT_THERE),
    ("/api/explore", "GET"): (EXPLORE + "&unit={unit}", OWN_FIGURES, FOREIGN_FIGURES),
    ("/api/explore/counts", "GET"): (COUNTS + "&unit={unit}", OWN_FIGURES, FOREIGN_FIGURES),
    ("/api/explore/counts", "POST"): (COUNTS + "&unit={unit}", ORDERS, ORDERS_FAR),
    ("/api/views", "GET"): ("/api/views", SIGNED_IN, SIGNED_IN),
    ("/api/views/<view>", "PUT"): (VIEW, SAVES_VIEW, SAVES_VIEW),
    ("/api/views/<view>", "DELETE"): (VIEW, HELD, HELD),
    ("/api/exports", "GET"): ("/api/exports", SIGNED_IN, SIGNED_IN),
    ("/api/exports", "POST"): ("/api/exports", ORDERS, ORDERS_FAR),
    ("/api/exports/<export>", "GET"): ("/api/exports/none", NOT_THERE, NOT_THERE),
    ("/api/exports/<export>/file", "GET"): ("/api/exports/none/file", NOT_THERE, NOT_THERE),
    ("/api/letters", "GET"): ("/api/letters?unit={unit}&period=2026-2027", HEADS, HEADS_FAR),
    ("/api/letters/draft", "GET"): ("/api/letters/draft?unit={unit}&period=2026-2027", HEADS, HEADS_FAR),
    ("/api/monthly-reports", "GET"): ("/api/monthly-reports", SIGNED_IN, SIGNED_IN),
    ("/api/monthly-reports/<unit>", "PUT"): ("/api/monthly-reports/{unit}", SWITCHES, SWITCHES_FAR),
    ("/api/monthly-reports/<unit>/<month>/renew", "POST"): (MONTH + "renew", NO_REPORT, NO_REPORT_FAR),
    ("/api/monthly-reports/<unit>/<month>/sign", "POST"): (MONTH + "sign", NO_REPORT, NO_REPORT_FAR),
    ("/api/templates", "GET"): ("/api/templates", TEMPLATES, TEMPLATES),
    ("/api/templates", "POST"): ("/api/templates", MALFORMED, MALFORMED),
    ("/api/templates/<template>/file", "GET"): ("/api/templates/default/file", TEMPLATES, TEMPLATES),
    ("/api/templates/<template>/use", "POST"): ("/api/templates/default/use", FREEZES, FREEZES),
    ("/api/docs", "GET"): ("/api/docs", ALL, ALL),
    ("/api/docs/static/<path:filename>", "GET"): ("/api/docs/static/docs.css", ALL, ALL),
    ("/huong-dan/<role>", "GET"): ("/huong-dan/teacher", ALL, ALL),
    ("/huong-dan/hinh/<path:filename>", "GET"): ("/huong-dan/hinh/sheets.css", ALL, ALL),
    ("/api/figures", "GET"): ("/api/figures?register=probe_direct&unit={unit}", OWN_FIGURES, FOREIGN_FIGURES),
    ("/api/figures/years", "GET"): (
        "/api/figures/years?register=probe_direct&unit={unit}",
        OWN_FIGURES,
        FOREIGN_FIGURES,
    ),
    ("/.well-known/security.txt", "GET"): ("/.well-known/security.txt", NO_CONTACT, NO_CONTACT),
    ("/api/health", "GET"): ("/api/health", ALL, ALL),
    ("/api/health/live", "GET"): ("/api/health/live", ALL, ALL),
    ("/api/health/ready", "GET"): ("/api/health/ready", ALL, ALL),
    ("/api/import", "GET"): ("/api/import", SIGNED_IN, None),
    ("/api/import", "POST"): ("/api/import", NO_WORKBOOK, None),
    ("/api/import/template", "GET"): ("/api/import/template", SIGNED_IN, None),
    ("/api/import/<id_>/apply", "POST"): ("/api/import/{record}/apply", NOT_THERE, NOT_THERE),
    ("/api/openapi.json", "GET"): ("/api/openapi.json", ALL, ALL),
    ("/api/registers/definition.schema.json", "GET"): ("/api/registers/definition.schema.json", ALL, ALL),
    ("/api/quarantine", "GET"): ("/api/quarantine?unit={unit}", IN_CHARGE, FOREIGN_FIGURES | {"commune": 403}),
    ("/api/quarantine/mine", "GET"): ("/api/quarantine/mine", SIGNED_IN, SIGNED_IN),
    ("/api/quarantine/<id_>", "POST"): ("/api/quarantine/{record}", NOT_THERE, NOT_THERE),
    ("/api/bundles", "GET"): ("/api/bundles", SIGNED_IN, None),
    ("/api/bundles", "POST"): ("/api/bundles", UNSEALABLE, None),
    ("/api/bundles/<id_>", "POST"): ("/api/bundles/{record}", NOT_THERE, NOT_THERE),
    ("/api/bundles/drafts", "GET"): ("/api/bundles/drafts", SIGNED_IN, None),
    ("/api/bundles/drafts/held", "POST"): ("/api/bundles/drafts/held", HELD, None),
    ("/api/bundles/drafts/photos/<sha256>", "GET"): ("/api/bundles/drafts/photos/none", NOT_THERE, None),
    ("/api/backups", "GET"): ("/api/backups", ADMIN, None),
    ("/api/backups", "POST"): ("/api/backups", BACKS_UP, None),
    ("/api/audit", "GET"): ("/api/audit?unit={unit}", BELOW, BELOW),
    ("/api/people", "GET"): ("/api/people?unit={unit}", BELOW, BELOW),
    ("/api/people", "POST"): (
        "/api/people",
        SIGNED_IN | dict.fromkeys(("leader", "commune", "department", "admin"), 201) | {"teacher": 403},
        SIGNED_IN | dict.fromkeys(("department", "admin"), 201) | dict.fromkeys(("teacher", "leader", "commune"), 403),
    ),
    ("/api/people/<account>", "GET"): ("/api/people/{person}", COLLEAGUE, STRANGER),
    ("/api/people/<account>", "PATCH"): ("/api/people/{person}", OVER, OVER_STRANGER),
    ("/api/people/<account>/code", "POST"): ("/api/people/{person}/code", PRINTED, PRINTED_FOR_STRANGER),
    ("/api/people/<account>/disable", "POST"): ("/api/people/{person}/disable", OVER, OVER_STRANGER),
    ("/api/people/<account>/enable", "POST"): ("/api/people/{person}/enable", OVER, OVER_STRANGER),
    ("/api/people/<account>/leave", "POST"): ("/api/people/{person}/leave", OVER, OVER_STRANGER),
    ("/api/people/<account>/second-factor", "DELETE"): (
        "/api/people/{person}/second-factor",
        TAKES_FACTOR,
        TAKES_FACTOR_AFAR,
    ),
    ("/api/people/<account>/roles", "POST"): ("/api/people/{person}/roles", OVER, OVER_STRANGER),
    ("/api/people/<account>/roles/<int:role>/end", "POST"): (
        "/api/people/{person}/roles/{role}/end",
        OVER,
        OVER_STRANGER,
    ),
    ("/api/people/<account>/roles/<int:role>/end", "DELETE"): (
        "/api/people/{person}/roles/{role}/end",
        OVER,
        OVER_STRANGER,
    ),
    ("/api/people/<account>/roles/<int:role>/transfer", "GET"): (
        "/api/people/{person}/roles/{role}/transfer",
        COLLEAGUE,
        STRANGER,
    ),
    ("/api/people/<account>/roles/<int:role>/transfer", "POST"): (
        "/api/people/{person}/roles/{role}/transfer",
        OVER,
        OVER_STRANGER,
    ),
    ("/api/records/file", "GET"): ("/api/records/file", SIGNED_IN, SIGNED_IN),
    ("/api/records", "GET"): ("/api/records?unit={unit}", SIGNED_IN, SIGNED_IN),
    ("/api/records/<record>", "GET"): ("/api/records/{record}", OWN_RECORD, FOREIGN_RECORD),
    ("/api/records/<record>/seen", "PUT"): ("/api/records/{record}/seen", OWN_RECORD, FOREIGN_RECORD),
    ("/api/records/<record>/hints", "GET"): ("/api/records/{record}/hints", BELOW | {"admin": 404}, FOREIGN_RECORD),
    ("/api/records/<record>/hints/<kind>/<field>", "PUT"): (
        "/api/records/{record}/hints/number/n",
        SETTLES,
        SETTLES_FAR,
    ),
    ("/api/records/counts", "GET"): ("/api/records/counts?unit={unit}", SIGNED_IN, SIGNED_IN),
    ("/api/records/sum", "GET"): (SUM + "&unit={unit}", SIGNED_IN, SIGNED_IN),
    ("/api/records/<record>/photos/<sha256>", "GET"): ("/api/records/{record}/photos/none", NOT_THERE, NOT_THERE),
    ("/api/photos", "POST"): ("/api/photos", NOT_THERE, NOT_THERE),
    ("/api/photos/<sha256>", "PATCH"): ("/api/photos/none", MALFORMED, MALFORMED),
    ("/api/overview/figures", "POST"): ("/api/overview/figures", CHOOSES, CHOOSES),
    ("/api/overview", "GET"): ("/api/overview?register=probe_direct&unit={unit}", OWN_FIGURES, FOREIGN_FIGURES),
    ("/api/references", "GET"): ("/api/references?register=probe_direct", SIGNED_IN, SIGNED_IN),
    ("/api/registers", "GET"): ("/api/registers", REGISTER_FILES, None),
    ("/api/registers", "POST"): ("/api/registers", FAULTY, None),
    ("/api/registers/<key>.xlsx", "GET"): ("/api/registers/probe_direct.xlsx", REGISTER_FILES, None),
    ("/api/registers/<key>.toml", "GET"): ("/api/registers/probe_direct.toml", REGISTER_FILES, None),
    ("/api/registers/<key>/<int:version>", "GET"): ("/api/registers/probe/9", NO_REGISTER, None),
    ("/api/registers/<key>/<int:version>/publish", "POST"): ("/api/registers/probe/9/publish", NO_REGISTER, None),
    ("/api/registers/<key>/<int:version>/discard", "POST"): ("/api/registers/probe/9/discard", NO_REGISTER, None),
    ("/api/reviewing/people", "GET"): ("/api/reviewing/people", REVIEWS, REVIEWS),
    ("/api/reviewing/assignments", "POST"): ("/api/reviewing/assignments", REVIEWS, REVIEWS),
    ("/api/reviewing/open", "PUT"): ("/api/reviewing/open", OPENS, OPENS_AFAR),
    ("/api/session", "GET"): ("/api/session", SIGNED_IN, SIGNED_IN),
    ("/api/session", "POST"): ("/api/session", dict.fromkeys(ROLES, 400), dict.fromkeys(ROLES, 400)),
    ("/api/session", "DELETE"): ("/api/session", dict.fromkeys(ROLES, 204) | {"nobody": 401}, None),
    ("/api/snapshots", "GET"): ("/api/snapshots", SIGNED_IN, SIGNED_IN),
    ("/api/snapshots", "POST"): ("/api/snapshots", FREEZES, FREEZES),
    ("/api/snapshots/<snapshot>", "GET"): ("/api/snapshots/none", NOT_THERE, NOT_THERE),
    ("/api/snapshots/<snapshot>/differences", "GET"): ("/api/snapshots/none/differences", NOT_THERE, NOT_THERE),
    ("/api/snapshots/<snapshot>/withdraw", "POST"): ("/api/snapshots/none/withdraw", NOT_THERE, NOT_THERE),
    ("/api/session/second-factor", "GET"): ("/api/session/second-factor", SIGNED_IN, None),
    ("/api/session/second-factor", "POST"): ("/api/session/second-factor", MADE, None),
    ("/api/session/second-factor/confirm", "POST"): ("/api/session/second-factor/confirm", OWN_PASSWORD, None),
    ("/api/session/second-factor/end", "POST"): ("/api/session/second-factor/end", OWN_PASSWORD, None),
    ("/api/session/password", "PUT"): ("/api/session/password", OWN_PASSWORD, None),
    ("/api/years/<whose>", "GET"): ("/api/years/{unit}", OWN_YEAR, OWN_YEAR | dict.fromkeys(NOT_FAR, 404)),
    ("/api/units", "GET"): ("/api/units?unit={unit}", BELOW, BELOW),
    ("/api/units/file", "GET"): ("/api/units/file?unit={unit}", BELOW, BELOW),
    ("/api/units", "POST"): ("/api/units", MADE, MADE),
    ("/api/units/<unit>", "GET"): ("/api/units/{unit}", COLLEAGUE, STRANGER),
    ("/api/units/<unit>", "PATCH"): ("/api/units/{unit}", OURS, OURS_AFAR),
    ("/api/units/<unit>/end", "POST"): ("/api/units/{unit}/end", OURS, OURS_AFAR),
    ("/api/units/<unit>/end", "GET"): ("/api/units/{unit}/end", OURS_SAID, OURS_AFAR_SAID),
    ("/api/units/<unit>/end", "DELETE"): ("/api/units/{unit}/end", OURS, OURS_AFAR),
    ("/api/units/<unit>/change", "DELETE"): ("/api/units/{unit}/change", OURS, OURS_AFAR),
    ("/api/sync", "POST"): ("/api/sync", SIGNED_IN, SIGNED_IN),
}
