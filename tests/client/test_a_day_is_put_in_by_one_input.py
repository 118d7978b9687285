"""Days and times are put in with ``DateInput``: a bare one looks set in WebKit when it is empty."""

import re

from server.platform.config import ROOT

SOURCE = ROOT / "client" / "src"
BARE = re.compile(r"<input\b[^>]*\btype=.?.?(date|time|datetime-local)\b")


def test_no_screen_has_an_input_for_days_or_times_of_its_own():
    assert BARE.search("<input id={field.name} type=\"time\" value=''")
    bare = [str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.tsx") if BARE.search(path.read_text())]
    assert bare == []
    assert "type = 'date'" in (SOURCE / "parts/DateInput.tsx").read_text()
