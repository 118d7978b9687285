"""A browser on a slow network: its pages, workers and service workers are slowed down from their first request on."""

import time

from bench.client.devtools import DevTools, Gone, Message
from bench.client.traffic import Traffic

KBIT = 1000 / 8
NETWORKS: dict[str, tuple[int, int, int] | None] = {
    "slow3g": (400, 400, 400),
    "2g": (200, 200, 600),
    "free": (0, 0, 0),
    "offline": None,
}
"""Name of a network → its speed down and up in kbit/s and its round trip in ms, or None for no network.

A 0 slows nothing down.
"""
ATTACH = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True}
PAGES = ("page", "iframe", "worker", "shared_worker")


def condition(network: str) -> Message:
    """A network of ``NETWORKS``, by its name, as parameters of the DevTools command that emulates it."""
    shape = NETWORKS[network]
    down, up, latency = shape or (0, 0, 0)
    return {
        "offline": shape is None,
        "latency": latency,
        "downloadThroughput": down * KBIT,
        "uploadThroughput": up * KBIT,
    }


class Browser:
    """A headless Chromium on an emulated network; a new page or worker waits until the network is set for it.

    ``profile``: the folder with its profile; ``network``: a key of ``NETWORKS``. ``traffic``: what it has fetched.
    """

    def __init__(self, profile: str, network: str):
        self.traffic = Traffic()
        self._condition = condition(network)
        self._targets: dict[str, Message] = {}  # session → target
        self.tools = DevTools(profile, self._on_event)
        self.tools.send("Target.setAutoAttach", ATTACH)

    def page(self) -> str:
        """Open an empty page; returns the id of its session in the DevTools protocol."""
        target = self.tools.send("Target.createTarget", {"url": "about:blank"})["targetId"]
        with self.tools.changed:
            self.tools.changed.wait_for(lambda: self._session(target), 30)
        session = self._session(target)
        if session is None:
            raise Gone("the page never came up")
        return session

    def run(self, script: str, session: str, wait: bool = False) -> Message | None:
        """Run a script in a page and return its value; None if it failed, for example as the page was replaced.

        ``wait``: the value is a promise, of which the result is wanted.
        """
        what = {"expression": script, "returnByValue": True, "awaitPromise": wait}
        try:
            return self.tools.send("Runtime.evaluate", what, session).get("result", {}).get("value")
        except RuntimeError:
            return None

    def pause(self, seconds: float) -> None:
        """Wait until a message comes from the browser, at most so many seconds."""
        with self.tools.changed:
            self.tools.changed.wait(seconds)

    def settle(self, quiet: float, limit: float) -> None:
        """Wait until nothing has been fetched for ``quiet`` seconds, at most ``limit`` seconds."""
        end = time.monotonic() + limit
        while time.monotonic() < end and (self.traffic.busy or time.monotonic() - self.traffic.changed < quiet):
            self.pause(0.1)

    def _session(self, target: str) -> str | None:
        known = list(self._targets.items())
        return next((session for session, one in known if one["targetId"] == target), None)

    def _on_event(self, message: Message) -> None:
        event, parameters, session = message["method"], message.get("params", {}), message.get("sessionId", "")
        if event == "Target.attachedToTarget":
            self._set_up(parameters["targetInfo"], parameters["sessionId"])
        elif event == "Page.javascriptDialogOpening":
            self.tools.post("Page.handleJavaScriptDialog", {"accept": True}, session)
        elif event.startswith("Network."):
            # One target can be attached twice, by the browser and by its page: by target, each request counts once.
            target = self._targets.get(session, {})
            of_worker = target.get("type") == "service_worker"
            self.traffic.note(event.removeprefix("Network."), parameters, target.get("targetId", session), of_worker)

    def _set_up(self, target: Message, session: str) -> None:
        """Set the network of a new target (page or worker), then let it run."""
        self._targets[session] = target
        self.tools.post("Network.enable", {}, session)
        self.tools.post("Network.emulateNetworkConditions", self._condition, session)
        if target["type"] in PAGES:
            self.tools.post("Target.setAutoAttach", ATTACH, session)
        self.tools.post("Runtime.runIfWaitingForDebugger", {}, session)
