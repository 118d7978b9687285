"""One visit to a page on a slow phone: measures when its first field takes a letter, and when it works offline."""

import time
from collections.abc import Callable

from bench.client.browser import Browser
from bench.client.devtools import Message
from bench.client.first_letter import LETTER, find, type_letter
from bench.client.scripts import OBSERVE, SPEED, WORKER

DEVICE = {"width": 360, "height": 640, "deviceScaleFactor": 2, "mobile": True}
LIMIT = 240  # seconds until the first letter
LOST = 3  # letters that a page may wipe, as it does when its script comes late, before the visit has failed
LOOK = 0.05  # seconds between two tries
QUIET = 1.5  # seconds without a request after which a page has settled
OFFLINE_LIMIT = 90  # seconds until the service worker is active
NO_WORKER = 3  # seconds after which a page without a service worker has none


def visit(url: str, selector: str, profile: str, network: str, cpu: float, until_offline: bool) -> Message:
    """Open ``url`` in a browser with a processor ``cpu`` times slower, and measure.

    Milliseconds since the navigation began: ``usable`` (a letter stands in the field that ``selector`` finds, and
    stays there), ``fcp`` and ``lcp`` (paints), ``offline_ready`` (the service worker is active), ``tbt`` (blocked).
    ``lost``: letters that were wiped. Then what ``Traffic.tally`` gives. ``error`` where it was never usable.
    """
    browser = Browser(profile, network)
    try:
        session = browser.page()
        measured: Message = {"speed": _prepare(browser, session, cpu)}
        began = time.monotonic()
        navigation = browser.tools.send("Page.navigate", {"url": url}, session, timeout=LIMIT)
        if navigation.get("errorText"):
            return measured | {"error": navigation["errorText"]}
        measured |= _type(browser, session, selector, lambda: LIMIT - (time.monotonic() - began))
        seen = browser.run("window.__m", session) or {}
        measured |= {name: seen.get(name) for name in ("fcp", "lcp", "tbt")}
        if until_offline:
            measured |= _offline(browser, session)
        return measured | browser.traffic.tally()
    finally:
        browser.tools.close()


def _prepare(browser: Browser, session: str, cpu: float) -> Message | None:
    """Give the page a phone's screen and slow its processor down; returns the speed before that (see ``SPEED``)."""
    for method, parameters in (
        ("Page.enable", {}),
        ("Runtime.enable", {}),
        ("Emulation.setDeviceMetricsOverride", DEVICE),
        ("Emulation.setTouchEmulationEnabled", {"enabled": True}),
        ("Page.addScriptToEvaluateOnNewDocument", {"source": OBSERVE}),
    ):
        browser.tools.send(method, parameters, session)
    speed = browser.run(SPEED, session)
    browser.tools.send("Emulation.setCPUThrottlingRate", {"rate": cpu}, session)
    browser.traffic.requests.clear()
    return speed


def _type(browser: Browser, session: str, selector: str, left: Callable[[], float]) -> Message:
    """Try to type a letter until one stays in the field; returns the times and bytes until then, or ``error``.

    ``left()``: seconds that it may still take.
    """
    usable, lost = None, 0
    while left() > 0 and lost <= LOST:
        at = type_letter(browser, session, selector)
        if at is None:
            browser.pause(LOOK)
            continue
        usable = at
        to_usable = browser.traffic.tally()
        browser.settle(QUIET, max(5, left()))
        field = find(browser, session, selector)
        if field and LETTER in field["value"]:
            sizes = {"requests_to_usable": to_usable["requests"], "bytes_to_usable": to_usable["bytes"]}
            return {"usable": usable, "lost": lost} | sizes
        lost += 1
    return {"lost": lost, "error": "no letter stood in the field for good"}


def _offline(browser: Browser, session: str) -> Message:
    """Wait until the page's service worker, if any, is active and has fetched everything.

    ``offline_ready``: the milliseconds until it was active, None if it never was.
    """
    began, ready = time.monotonic(), None
    while time.monotonic() - began < OFFLINE_LIMIT:
        worker = browser.run(WORKER, session, wait=True) or {}
        if worker.get("active"):
            ready = worker["now"]
            break
        if not worker.get("sw") and time.monotonic() - began > NO_WORKER:
            break
        browser.pause(LOOK)
    browser.settle(QUIET, 60)
    return {"offline_ready": ready}
