"""Tries to type into a page's first field as a person would: a tap, then a letter once the field has the focus."""

import json

from bench.client.browser import Browser
from bench.client.devtools import Message
from bench.client.scripts import FIND

LETTER = "7"
TRIES = 20  # looks at the field after the tap and after the letter
LOOK = 0.02  # seconds between them


def find(browser: Browser, session: str, selector: str) -> Message | None:
    """The field that a CSS selector finds: its place, value and focus (see ``FIND``); None if a tap cannot reach it."""
    return browser.run(FIND % json.dumps(selector), session)


def type_letter(browser: Browser, session: str, selector: str) -> float | None:
    """Try once to type a letter into a field.

    Returns the milliseconds from the start of the navigation until the field had the letter; None if it has none yet.
    """
    field = find(browser, session, selector)
    if field is None:
        return None
    touch = {"touchPoints": [{"x": field["x"], "y": field["y"]}]}
    browser.tools.send("Input.dispatchTouchEvent", {"type": "touchStart"} | touch, session)
    browser.tools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []}, session)
    if not _focused(browser, session, selector):
        return None
    key = {"key": LETTER, "windowsVirtualKeyCode": ord(LETTER), "code": f"Digit{LETTER}"}
    browser.tools.send("Input.dispatchKeyEvent", key | {"type": "keyDown", "text": LETTER}, session)
    browser.tools.send("Input.dispatchKeyEvent", key | {"type": "keyUp"}, session)
    for _ in range(TRIES):
        now = find(browser, session, selector)
        if now and now["value"] != field["value"]:
            inputs = now["inputs"][len(field["inputs"]) :]
            return inputs[0] if inputs else now["now"]
        browser.pause(LOOK)
    return None


def _focused(browser: Browser, session: str, selector: str) -> bool:
    """Whether the field gets the focus within ``TRIES`` looks."""
    for _ in range(TRIES):
        field = find(browser, session, selector)
        if field and field["focused"]:
            return True
        browser.pause(LOOK)
    return False
