"""A browser on a poor network: what it opens is slowed down from its first request on, service workers too."""

import time

from bench.client.devtools import DevTools, Gone, Message
from bench.client.traffic import Traffic

KBIT = 1000 / 8
NETWORKS: dict[str, tuple[int, int, int] | None] = {
    "slow3g": (400, 400, 400),
    "2g": (200, 200, 600),
    "offline": None,
}
"""Down and up in kbit/s, and the round trip in ms; None: no network."""
ATTACH = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True}
PAGES = ("page", "iframe", "worker", "shared_worker")


def condition(network: str) -> Message:
    """The network as the protocol describes it."""
    shape = NETWORKS[network]
    down, up, latency = shape or (0, 0, 0)
    return {
        "offline": shape is None,
        "latency": latency,
        "downloadThroughput": down * KBIT,
        "uploadThroughput": up * KBIT,
    }


class Browser:
    """A browser whose pages, workers and service workers all wait until their network is set."""

    def __init__(self, profile: str, network: str):
        self.traffic = Traffic()
        self._condition = condition(network)
        self._targets: dict[str, Message] = {}  # session → target
        self.tools = DevTools(profile, self._on_event)
        self.tools.send("Target.setAutoAttach", ATTACH)

    def page(self) -> str:
        """Open an empty page; its session."""
        target = self.tools.send("Target.createTarget", {"url": "about:blank"})["targetId"]
        with self.tools.changed:
            self.tools.changed.wait_for(lambda: self._session(target), 30)
        session = self._session(target)
        if session is None:
            raise Gone("the page never came up")
        return session

    def run(self, script: str, session: str, wait: bool = False) -> Message | None:
        """What a script gives in a page; None if the page was replaced meanwhile. ``wait``: for its promise."""
        what = {"expression": script, "returnByValue": True, "awaitPromise": wait}
        try:
            return self.tools.send("Runtime.evaluate", what, session).get("result", {}).get("value")
        except RuntimeError:
            return None

    def pause(self, seconds: float) -> None:
        """Wait until something comes from the browser, or until the time is over."""
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
        """Slow a new target's network down, and let it begin."""
        self._targets[session] = target
        self.tools.post("Network.enable", {}, session)
        self.tools.post("Network.emulateNetworkConditions", self._condition, session)
        if target["type"] in PAGES:
            self.tools.post("Target.setAutoAttach", ATTACH, session)
        self.tools.post("Runtime.runIfWaitingForDebugger", {}, session)
