"""The box of the desk in which one of many units is found."""

from playwright.sync_api import Locator, Page, expect


def unit_box(where: Page | Locator, label: str) -> Locator:
    return where.get_by_role("combobox", name=label, exact=True)


def take_unit(where: Page | Locator, label: str, name: str) -> None:
    """Take the first unit that is found by ``name``, as somebody does who types and presses Enter."""
    box = unit_box(where, label)
    box.fill(name)
    box.press("Enter")
    expect(box).to_have_value(name)
