"""Examples of what is sent and answered, of the operations that other programs begin with."""

from collections.abc import Mapping

UNIT = "019a2b00-0000-7000-8000-000000000001"
RECORD = "019a2b00-0000-7000-8000-000000000002"
ACCOUNT = "019a2b00-0000-7000-8000-000000000003"
TOKEN = "lt_ky0pZ3r5mXn8QeVb2LwTsA7dGhJ4cFu1iRo6SyNxBqE"

_LISTED = {
    "id": RECORD,
    "unit": UNIT,
    "form": "reading_days@2",
    "author": ACCOUNT,
    "period": "2026-2027",
    "version": "402.Qm3x9A_c",
    "status": "approved",
    "data": {"date": "2026-10-05", "pupils": 32},
    "since": "2026-10-07T02:11:05.123456Z",
    "reopen_since": None,
}
_PROJECT = {
    "id": 1,
    "name": "Điện Biên",
    "description": None,
    "archived": None,
    "keyId": None,
    "createdAt": "2024-08-31T17:00:00Z",
    "updatedAt": None,
    "deletedAt": None,
    "forms": 19,
}
_FORM = {
    "projectId": 1,
    "xmlFormId": "reading_days",
    "name": "Ngày đọc sách",
    "version": "2",
    "hash": "0cc175b9c0f1b6a831c399e269772661",
    "state": "open",
    "enketoId": None,
    "keyId": None,
    "createdAt": "2024-08-31T17:00:00Z",
    "updatedAt": None,
    "publishedAt": "2024-08-31T17:00:00Z",
}

EXAMPLES: Mapping[str, Mapping[str, object]] = {
    "records_all": {
        "response": {"records": [_LISTED], "next": None, "people": {ACCOUNT: "Lò Thị Mai"}, "titles": {}},
    },
    "records_added_up": {"response": {"records": 12, "units": 3, "value": 410.0}},
    "tokens_make": {
        "request": {
            "name": "Power BI",
            "registers": ["reading_days"],
            "units": [UNIT],
            "until": "2027-05-31",
            "password": "mật khẩu của thầy cô",
        },
        "response": {"token": TOKEN, "id": RECORD, "expires": "2027-05-31T17:00:00Z"},
    },
    "odk_sessions_begin": {
        "request": {"email": "lo.thi.mai", "password": "mật khẩu của thầy cô"},
        "response": {
            "token": TOKEN,
            "csrf": "",
            "createdAt": "2026-11-30T01:00:00Z",
            "expiresAt": "2026-12-01T01:00:00Z",
        },
    },
    "odk_forms_projects": {"response": [_PROJECT]},
    "odk_forms_all": {"response": [_FORM]},
}
"""The name of an operation → what is sent (``request``) and answered (``response``)."""
