"""A small invented report, on which the rendering of an uploaded template is tried."""

from server.figures.snapshot_content import SnapshotContent

SAMPLE: SnapshotContent = {
    "as_of": "2026-01-01T00:00:00Z",
    "unit": {"id": "", "name": "Điện Biên", "kind": "province"},
    "period": {"key": "2026-2027", "starts": "2026-09-01", "ends": "2027-08-31"},
    "registers": [
        {
            "key": "",
            "title": {"vi": "Biểu mẫu", "en": "Sample"},
            "status": ["approved"],
            "complete": {"kind": "school", "units": 2, "reported": 1, "unsent": 0},
            "by": {"unit": {"vi": "Đơn vị", "en": "Unit"}},
            "missing": ["Trường mẫu"],
            "measures": [
                {
                    "key": "",
                    "label": {"vi": "Tỷ lệ", "en": "Share"},
                    "kind": "ratio",
                    "flow": "flow",
                    "total": {"value": 0.5, "n": 1, "d": 2},
                    "rows": {"unit": [{"key": "", "label": "Trường mẫu", "value": 0.5, "n": 1, "d": 2}]},
                }
            ],
        }
    ],
}
