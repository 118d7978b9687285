"""A teacher's and a school's year: what the page shows is what the workbook holds, record by record, sum by sum."""

import io

import openpyxl
import pytest

from tests.figures.test_overview_stays_fresh import enter

READ = """() => [...document.querySelectorAll('.year-part')].map((part) => ({
  title: part.querySelector('h2').firstChild.textContent.trim(),
  count: part.querySelector('h2 small').textContent,
  results: [...part.querySelectorAll('dl > div')].map((one) => [...one.children].map((cell) => cell.textContent)),
  records: [...part.querySelectorAll('li')].map((line) => line.querySelector('a').textContent),
}))"""


def on_paper(data):
    """The same of the sheet, as a phone writes numbers."""
    parts, rows = [], openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    before = ()
    for number, label, title, value, *_ in rows:
        if number == "STT":
            parts.append({"title": before[0], "results": [], "records": []})
        elif isinstance(number, int):
            parts[-1]["records"].append(title)
        elif number is None and parts and label and value is not None:
            parts[-1]["results"].append((label, value))
        before = (number, label)
    for part in parts:
        part["count"] = f"{part['results'].pop(0)[1]} bản ghi"
    return parts


def as_shown(value, unit):
    said = value if isinstance(value, str) else f"{value:,}".translate(str.maketrans(",.", ".,"))
    return f"{said} {unit}".strip()


def worded(label, value):
    """On paper the unit stands in the label, on the screen beside the number."""
    name, _, rest = label.partition(" (")
    unit, _, of = rest.partition(")")
    return [name + of, as_shown(value, unit)]


@pytest.mark.parametrize(
    ("username", "query", "one_result"),
    [
        ("gv.demo", "nam=2025-2026", "Lượt học sinh"),
        ("ht.demo", "nam=2025-2026&truong=", "Lượt học sinh"),
        ("ht.demo", "nam=2024-2025&truong=", "Xếp loại"),
        ("ht.demo", "nam=2025-2026&truong=&moi=", "Lượt học sinh"),
    ],
)
def test_the_page_and_the_workbook_say_the_same(page, live_server, username, query, one_result):
    enter(page, live_server, username, "/?o=nam")
    page.get_by_text("Đã gửi hết").wait_for()
    page.goto(f"{live_server}/nam-cua-toi?{query}")
    page.locator(".year-part").first.wait_for()
    shown = page.evaluate(READ)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Tải Excel").click()
    kept = on_paper(saved.value.path().read_bytes())
    for part in kept:
        part["results"] = [worded(*one) for one in part["results"]]
    assert shown == kept
    assert any(part["records"] for part in shown)
    assert any(label.startswith(one_result) for part in shown for label, _ in part["results"])
