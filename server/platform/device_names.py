"""Short names of devices, made of what their browsers call themselves."""

import re

BROWSER = re.compile(r"(Firefox|EdgA?|SamsungBrowser|CriOS|Chrome|Version)/(\d+)")
SYSTEM = re.compile(r"Android \d+|iPhone|iPad|Windows|CrOS")
KERNEL = re.compile(r"Mac OS X|Linux")  # what phones name beside their system, too
CALLED = {"Version": "Safari", "CriOS": "Chrome", "Edg": "Edge", "EdgA": "Edge"}
IMITATED = {"Chrome": 1, "Version": 2}  # what other browsers name beside themselves: the more, the later it counts
LONGEST = 60


def short_device_name(user_agent: str | None) -> str | None:
    """A short name for a device from its browser's user agent, such as "Chrome 109 · Android 12".

    One in which neither browser nor system is known is cut off after 60 characters; None if it has no name.
    """
    if not user_agent:
        return None
    found = dict(BROWSER.findall(user_agent))
    key = min(found, key=lambda name: IMITATED.get(name, 0), default=None)
    system = SYSTEM.search(user_agent) or KERNEL.search(user_agent)
    parts = (f"{CALLED.get(key, key)} {found[key]}" if key else "", system[0] if system else "")
    return " · ".join(part for part in parts if part) or user_agent[:LONGEST]
