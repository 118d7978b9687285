"""Every day is put in with ``DateInput``: a bare one looks set in WebKit when it is empty, with today's date in it."""

from server.platform.config import ROOT

SOURCE = ROOT / "client" / "src"


def test_no_screen_has_a_date_input_of_its_own():
    bare = [str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.tsx") if 'type="date"' in path.read_text()]
    assert bare == ["parts/DateInput.tsx"]
