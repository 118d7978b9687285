#!/usr/bin/env python3
"""measure_client: how heavy and how slow is a web client on a poor phone?

    python3 measure_client.py URL --selector 'input[name=age]' [--runs 3]

Standard library only. Drives headless Chromium over --remote-debugging-pipe
(no websocket, no chromedriver, no Playwright needed) and prints JSON:

  {cold: {slow3g: {...}, 2g: {...}}, warm_offline: {...}, warm_online: {...}}

cold          fresh --user-data-dir every run, network shaped, CPU slowed.
warm_offline  browser killed and started again on the same profile, network
              emulated as offline for the page AND for its service worker.
usable        ms from navigation start until the field named by --selector has
              been tapped (touch) and a typed character is in it. It must still
              be there when the page has gone quiet; if the page wiped it
              (late hydration), the second successful try is what counts.
offline_ready ms from navigation start until a service worker is activated.
bytes         wire bytes (headers + compressed body) of page, workers and
              service worker, from CDP Network.loadingFinished.

What the shaping leaves out: CDP latency is per request and has no DNS, TCP or
TLS set-up. On a real 2G link add about 3 RTT (see connection_setup_ms).
"""

import argparse
import base64
import contextlib
import fcntl
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

CHROME = os.environ.get("CHROME_PATH", "/usr/bin/chromium")
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--mute-audio",
    "--hide-scrollbars",
    "--disable-default-apps",
    "--no-default-browser-check",
    "--remote-debugging-pipe",
]
KBIT = 1000 / 8
NETS = {  # down kbit/s, up kbit/s, RTT ms
    "none": None,
    "slow3g": (400, 400, 400),
    "2g": (200, 200, 600),
    "offline": "offline",
}
DEVICE = {"width": 360, "height": 640, "deviceScaleFactor": 2, "mobile": True}

INIT_JS = r"""
(() => {
  if (window !== window.top || window.__m) return;
  const m = window.__m = {fcp: null, lcp: null, tbt: 0, inputs: []};
  const obs = (type, f) => { try {
    new PerformanceObserver(l => l.getEntries().forEach(f)).observe({type, buffered: true});
  } catch (e) {} };
  obs('paint', e => { if (e.name === 'first-contentful-paint') m.fcp = e.startTime; });
  obs('largest-contentful-paint', e => { m.lcp = e.startTime; });
  obs('longtask', e => { m.tbt += Math.max(0, e.duration - 50); });
  const mark = () => m.inputs.push(performance.now());
  addEventListener('input', mark, true);
  addEventListener('change', mark, true);
})();
"""

FIND_JS = r"""
((sel) => {
  const deep = (root) => {
    const hit = root.querySelector(sel);
    if (hit) return hit;
    for (const n of root.querySelectorAll('*')) {
      if (n.shadowRoot) { const h = deep(n.shadowRoot); if (h) return h; }
    }
    return null;
  };
  const e = deep(document);
  if (!e || e.disabled || e.readOnly) return null;
  const cs = getComputedStyle(e);
  if (cs.visibility === 'hidden' || cs.display === 'none') return null;
  let r = e.getBoundingClientRect();
  if (r.width < 1 || r.height < 1) return null;
  if (r.top < 0 || r.bottom > innerHeight) {
    e.scrollIntoView({block: 'center', behavior: 'instant'});
    r = e.getBoundingClientRect();
  }
  const x = r.left + Math.min(r.width / 2, 80), y = r.top + r.height / 2;
  let hit = document.elementFromPoint(x, y);
  while (hit && hit.shadowRoot && hit.shadowRoot.elementFromPoint(x, y)
         && hit.shadowRoot.elementFromPoint(x, y) !== hit) {
    hit = hit.shadowRoot.elementFromPoint(x, y);
  }
  const ok = hit && (hit === e || e.contains(hit) || hit.contains(e)
    || (e.labels && [...e.labels].some(l => l.contains(hit))));
  if (!ok) return null;
  let a = document.activeElement;
  while (a && a.shadowRoot && a.shadowRoot.activeElement) a = a.shadowRoot.activeElement;
  const box = /^(radio|checkbox)$/.test(e.type || '');
  return {x, y, box, focused: a === e,
          value: box ? String(e.checked) : String(e.value ?? e.textContent ?? ''),
          inputs: (window.__m || {inputs: []}).inputs, now: performance.now()};
})(%s)
"""

SW_JS = r"""
(async () => {
  if (!navigator.serviceWorker) return {sw: false};
  const r = await navigator.serviceWorker.getRegistration();
  if (!r) return {sw: false};
  return {sw: true, active: !!(r.active && r.active.state === 'activated' && !r.installing),
          scope: r.scope, now: performance.now()};
})()
"""

BENCH_JS = r"""
(() => { const t = performance.now(); let n = 0, a = [];
  while (performance.now() - t < 200) { for (let i = 0; i < 500; i++) {
    a.push('k' + i % 97); if (a.length > 4000) a = a.slice(0, 100); } n += 500; }
  return Math.round(n / (performance.now() - t)); })()
"""


class Gone(Exception):
    pass


class Browser:
    """One Chromium over the debugging pipe; sees every page, worker and
    service worker, and applies the network condition to each before it runs."""

    def __init__(self, profile, net, host_rules=True):
        self.net = net
        r_in, w_in = os.pipe()  # we write, chromium reads on fd 3
        r_out, w_out = os.pipe()  # chromium writes on fd 4, we read
        lo = fcntl.fcntl(r_in, fcntl.F_DUPFD, 40)
        hi = fcntl.fcntl(w_out, fcntl.F_DUPFD, 40)

        def child():
            os.dup2(lo, 3)
            os.dup2(hi, 4)

        args = [CHROME] + FLAGS + ["--user-data-dir=" + profile]
        if host_rules:  # nothing but loopback can be reached
            args.append(
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost , EXCLUDE *.localhost"
            )
        self.proc = subprocess.Popen(
            args + ["about:blank"],
            preexec_fn=child,
            close_fds=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for fd in (r_in, w_out, lo, hi):
            os.close(fd)
        self.w, self.r = w_in, r_out
        self.lock = threading.Lock()
        self.cv = threading.Condition()
        self.next_id, self.replies, self.targets = 0, {}, {}
        self.reqs, self.sids, self.sw = {}, {}, set()
        self.last_net = time.monotonic()
        threading.Thread(target=self._read, daemon=True).start()
        self.send("Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True})

    def _read(self):
        buf = b""
        while True:
            try:
                chunk = os.read(self.r, 1 << 20)
            except OSError:
                chunk = b""
            if not chunk:
                with self.cv:
                    self.replies[None] = True
                    self.cv.notify_all()
                return
            buf += chunk
            *msgs, buf = buf.split(b"\0")
            for m in msgs:
                self._on(json.loads(m))

    def _on(self, m):
        if "id" in m:
            with self.cv:
                self.replies[m["id"]] = m
                self.cv.notify_all()
            return
        name, p, sid = m.get("method"), m.get("params", {}), m.get("sessionId")
        if name == "Target.attachedToTarget":
            t, s = p["targetInfo"], p["sessionId"]
            self.sids[s] = t["targetId"]
            if t["type"] == "service_worker":
                self.sw.add(t["targetId"])
            for method, prm in [("Network.enable", {}), self._net_cmd()]:
                if method:
                    self.post(method, prm, s)
            if t["type"] in ("page", "iframe", "worker", "shared_worker"):
                self.post(
                    "Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True}, s
                )
            self.post("Runtime.runIfWaitingForDebugger", {}, s)
            with self.cv:
                self.targets[s] = t
                self.cv.notify_all()
        elif name == "Target.detachedFromTarget":
            self.targets.pop(p.get("sessionId"), None)
        elif name == "Page.javascriptDialogOpening":  # beforeunload and the like
            self.post("Page.handleJavaScriptDialog", {"accept": True}, sid)
        elif name and name.startswith("Network."):
            self._on_net(name[8:], p, sid)

    def _on_net(self, name, p, sid):
        # one target can be attached twice (through the browser and through its
        # page): key by target, so that its requests are counted once
        tid = self.sids.get(sid, sid)
        k = (tid, p.get("requestId"))
        if name == "requestWillBeSent":
            url = p["request"]["url"]
            if not url.startswith("http") or (k in self.reqs and not p.get("redirectResponse")):
                return
            if p.get("redirectResponse") and k in self.reqs:
                old = self.reqs.pop(k)
                old["bytes"] = p["redirectResponse"].get("encodedDataLength", 0)
                old["done"] = True
                self.reqs[(tid, p["requestId"] + "#" + str(len(self.reqs)))] = old
            self.reqs[k] = {
                "url": url,
                "type": p.get("type", "Other"),
                "bytes": 0,
                "done": False,
                "tid": tid,
                "cached": False,
                "fail": None,
            }
            self.last_net = time.monotonic()
        elif k in self.reqs:
            q = self.reqs[k]
            if name == "requestServedFromCache":
                q["cached"] = True
            elif name == "responseReceived":
                r = p["response"]
                q["status"] = r.get("status")
                q["enc"] = {h.lower(): v for h, v in r.get("headers", {}).items()}.get("content-encoding")
                if r.get("fromServiceWorker") or r.get("fromDiskCache") or r.get("fromPrefetchCache"):
                    q["cached"] = True
            elif name == "loadingFinished":
                q["bytes"], q["done"] = p.get("encodedDataLength", 0), True
                self.last_net = time.monotonic()
            elif name == "loadingFailed":
                q["done"], q["fail"] = True, p.get("errorText") or "failed"
                self.last_net = time.monotonic()

    def _net_cmd(self):
        n = NETS[self.net]
        if n is None:
            return (None, None)
        if n == "offline":
            return (
                "Network.emulateNetworkConditions",
                {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0},
            )
        down, up, rtt = n
        return (
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": rtt, "downloadThroughput": down * KBIT, "uploadThroughput": up * KBIT},
        )

    def post(self, method, params=None, sid=None):
        with self.lock:
            self.next_id += 1
            i = self.next_id
            m = {"id": i, "method": method, "params": params or {}}
            if sid:
                m["sessionId"] = sid
            data = json.dumps(m).encode() + b"\0"
            try:
                while data:
                    data = data[os.write(self.w, data) :]
            except OSError:
                raise Gone("browser gone") from None
        return i

    def send(self, method, params=None, sid=None, timeout=120):
        i = self.post(method, params, sid)
        end = time.monotonic() + timeout
        with self.cv:
            while i not in self.replies:
                if None in self.replies or time.monotonic() > end:
                    raise Gone(method + ": no answer")
                self.cv.wait(min(1, max(0.01, end - time.monotonic())))
            m = self.replies.pop(i)
        if "error" in m:
            raise RuntimeError("{}: {}".format(method, m["error"].get("message")))
        return m["result"]

    def js(self, expr, sid, wait=False):
        try:
            r = self.send("Runtime.evaluate", {"expression": expr, "returnByValue": True, "awaitPromise": wait}, sid)
        except RuntimeError:
            return None  # execution context replaced under us
        return r.get("result", {}).get("value")

    def page(self):
        tid = self.send("Target.createTarget", {"url": "about:blank"})["targetId"]
        end = time.monotonic() + 30
        while time.monotonic() < end:
            for s, t in list(self.targets.items()):
                if t["targetId"] == tid:
                    return s
            time.sleep(0.02)
        raise Gone("page never attached")

    def quiet(self, idle, limit):
        end = time.monotonic() + limit
        while time.monotonic() < end:
            busy = any(not q["done"] for q in list(self.reqs.values()))
            if not busy and time.monotonic() - self.last_net > idle:
                return True
            time.sleep(0.05)
        return False

    def tally(self):
        out = {"requests": 0, "bytes": 0, "sw_bytes": 0, "failed": 0, "by_type": {}}
        for q in list(self.reqs.values()):
            if q["fail"]:
                out["failed"] += 1
            if q["cached"] or not q["done"] or q["fail"]:
                continue
            out["requests"] += 1
            out["bytes"] += q["bytes"]
            if q["tid"] in self.sw:
                out["sw_bytes"] += q["bytes"]
            out["by_type"][q["type"]] = round(out["by_type"].get(q["type"], 0) + q["bytes"])
        for k in ("bytes", "sw_bytes"):
            out[k] = round(out[k])
        return out

    def close(self):
        with contextlib.suppress(Exception):
            self.send("Browser.close", timeout=5)
        try:
            self.proc.wait(15)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(OSError):
                os.killpg(self.proc.pid, signal.SIGKILL)  # our own session's group
            self.proc.wait(10)
        for fd in (self.w, self.r):
            with contextlib.suppress(OSError):
                os.close(fd)


def type_once(b, sid, a):
    """Try one tap + one character. Returns ms since navigation start, or None."""
    find = FIND_JS % json.dumps(a.selector)
    v = b.js(find, sid)
    if not v:
        if a.tap_first:
            t = b.js(FIND_JS % json.dumps(a.tap_first), sid)
            if t:
                tap(b, sid, t)
        return None
    before, seen = v["value"], len(v["inputs"])
    tap(b, sid, v)
    if not v["box"]:
        for _ in range(10):
            v2 = b.js(find, sid)
            if v2 and v2["focused"]:
                break
            time.sleep(0.02)
        else:
            return None
        ch = a.char
        for kind in ("keyDown", "keyUp"):
            b.send(
                "Input.dispatchKeyEvent",
                dict(
                    {
                        "type": kind,
                        "key": ch,
                        "windowsVirtualKeyCode": ord(ch.upper()),
                        "code": "Digit" + ch if ch.isdigit() else "Key" + ch.upper(),
                    },
                    **({"text": ch, "unmodifiedText": ch} if kind == "keyDown" else {}),
                ),
                sid,
            )
    for _ in range(20):
        v2 = b.js(find, sid)
        if v2 and v2["value"] != before:
            new = v2["inputs"][seen:]
            return new[0] if new else v2["now"]
        time.sleep(0.02)
    return None


def tap(b, sid, v):
    pt = {"x": v["x"], "y": v["y"]}
    b.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [pt]}, sid)
    b.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []}, sid)


def visit(a, profile, net, want_sw):
    b = Browser(profile, net, not a.allow_external)
    try:
        sid = b.page()
        for m, p in [
            ("Page.enable", {}),
            ("Runtime.enable", {}),
            ("Performance.enable", {}),
            ("Emulation.setDeviceMetricsOverride", DEVICE),
            ("Emulation.setTouchEmulationEnabled", {"enabled": True}),
            ("Page.addScriptToEvaluateOnNewDocument", {"source": INIT_JS}),
        ]:
            b.send(m, p, sid)
        idx = b.js(BENCH_JS, sid)
        b.send("Emulation.setCPUThrottlingRate", {"rate": a.cpu}, sid)
        b.reqs.clear()
        wall = time.monotonic()
        nav = b.send("Page.navigate", {"url": a.url}, sid, timeout=a.timeout)
        out = {"ok": False, "cpu_index": idx}
        if nav.get("errorText") and nav["errorText"] != "net::ERR_ABORTED":
            out["error"] = nav["errorText"]
            return out
        usable, at_usable, lost = None, None, 0
        find = FIND_JS % json.dumps(a.selector)
        while time.monotonic() - wall < a.timeout:
            t = type_once(b, sid, a)
            if t is None:
                time.sleep(a.poll)
                continue
            usable = t
            snap = b.tally()
            at_usable = at_usable if lost == 0 and at_usable else snap
            heap = {m["name"]: m["value"] for m in b.send("Performance.getMetrics", {}, sid)["metrics"]}
            b.quiet(a.settle, max(5, a.timeout - (time.monotonic() - wall)))
            v = b.js(find, sid)
            if v and (v["box"] or a.char in v["value"]):
                break
            lost += 1
            if lost > 3:
                break
        m = b.js("window.__m", sid) or {}
        out.update(
            ok=usable is not None,
            usable=usable,
            fcp=m.get("fcp"),
            lcp=m.get("lcp"),
            tbt=m.get("tbt"),
            lost_keystrokes=lost,
        )
        if usable is None:
            out["error"] = f"selector never usable within {a.timeout}s"
        else:
            out["heap_used"] = heap.get("JSHeapUsedSize")
            out["dom_nodes"] = heap.get("Nodes")
            out["script_s"] = heap.get("ScriptDuration")
            out["requests_to_usable"] = at_usable["requests"]
            out["bytes_to_usable"] = at_usable["bytes"]
        if want_sw:
            end = time.monotonic() + a.wait_sw
            while True:
                s = b.js(SW_JS, sid, wait=True) or {"sw": False}
                if not s.get("sw") and time.monotonic() - wall > 3 + (usable or 0) / 1000:
                    break
                if s.get("active"):
                    out["offline_ready"] = s["now"]
                    break
                if time.monotonic() > end:
                    break
                time.sleep(0.1)
            out["service_worker"] = bool(s.get("sw"))
            b.quiet(a.settle, 60)
            time.sleep(a.after_sw)
        out.update(b.tally())
        if a.urls:
            out["urls"] = [
                [round(q["bytes"]), q["type"], q.get("enc"), q["url"]] for q in b.reqs.values() if not q["cached"]
            ]
        if a.screenshot:
            shot = b.send("Page.captureScreenshot", {"format": "png"}, sid)["data"]
            with open(f"{a.screenshot}-{net}.png", "wb") as f:
                f.write(base64.b64decode(shot))
        return out
    finally:
        b.close()


def median(runs):
    ok = [r for r in runs if r.get("ok")]
    if not ok:
        return dict(runs[-1], runs=len(runs), ok_runs=0) if runs else None
    out = {"ok": True, "runs": len(runs), "ok_runs": len(ok)}
    for k in (
        "requests",
        "bytes",
        "sw_bytes",
        "requests_to_usable",
        "bytes_to_usable",
        "fcp",
        "lcp",
        "usable",
        "offline_ready",
        "tbt",
        "script_s",
        "heap_used",
        "dom_nodes",
        "lost_keystrokes",
        "failed",
        "cpu_index",
    ):
        vals = [r[k] for r in ok if r.get(k) is not None]
        if vals:
            m = statistics.median(vals)
            out[k] = round(m, 3) if k == "script_s" else round(m)
            if k == "usable" and len(vals) > 1:
                out["usable_range"] = [round(min(vals)), round(max(vals))]  # min: least disturbed
    out["service_worker"] = any(r.get("service_worker") for r in ok)
    out["by_type"] = ok[-1].get("by_type")
    if "urls" in ok[-1]:
        out["urls"] = ok[-1]["urls"]
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("url")
    p.add_argument(
        "--selector",
        default="input:not([type=hidden]),textarea",
        help="CSS selector of the first input (open shadow roots are searched)",
    )
    p.add_argument("--tap-first", help="tap this while the selector is not there yet")
    p.add_argument("--char", default="7")
    p.add_argument("--runs", type=int, default=3)
    p.add_argument("--warm-runs", type=int, default=None)
    p.add_argument("--nets", default="slow3g,2g", help="of: " + ",".join(NETS))
    p.add_argument("--cpu", type=float, default=6)
    p.add_argument("--timeout", type=float, default=240)
    p.add_argument("--poll", type=float, default=0.05)
    p.add_argument("--settle", type=float, default=1.5)
    p.add_argument("--wait-sw", type=float, default=90)
    p.add_argument("--after-sw", type=float, default=1.0)
    p.add_argument("--no-warm", action="store_true")
    p.add_argument("--warm-online", action="store_true", help="also a warm visit on the last network of --nets")
    p.add_argument("--urls", action="store_true", help="list every request of the last run")
    p.add_argument("--screenshot", help="path prefix for a screenshot of each visit")
    p.add_argument("--allow-external", action="store_true")
    a = p.parse_args()
    warm_runs = a.warm_runs or a.runs
    res = {
        "url": a.url,
        "selector": a.selector,
        "cpu_throttle": a.cpu,
        "networks": {n: NETS[n] for n in a.nets.split(",")},
        "connection_setup_ms": {n: 3 * NETS[n][2] for n in a.nets.split(",") if isinstance(NETS[n], tuple)},
        "loadavg_start": os.getloadavg()[0],
        "cold": {},
    }
    keep = None
    for net in a.nets.split(","):
        runs = []
        for _ in range(a.runs):
            if keep:
                shutil.rmtree(keep, ignore_errors=True)
            keep = tempfile.mkdtemp(prefix="mc-")
            try:
                runs.append(visit(a, keep, net, True))
            except (Gone, RuntimeError) as e:
                runs.append({"ok": False, "error": str(e)})
            print(
                "{} {}".format(net, {k: runs[-1].get(k) for k in ("ok", "usable", "bytes", "error")}), file=sys.stderr
            )
        res["cold"][net] = median(runs)
    last = a.nets.split(",")[-1]
    if a.warm_online and not a.no_warm:
        res["warm_online"] = dict(median([visit(a, keep, last, False) for _ in range(warm_runs)]), net=last)
    if not a.no_warm:
        if res["cold"][last].get("service_worker"):
            res["warm_offline"] = median([visit(a, keep, "offline", False) for _ in range(warm_runs)])
        else:
            res["warm_offline"] = {"ok": False, "error": "no service worker"}
    shutil.rmtree(keep, ignore_errors=True)
    res["loadavg_end"] = os.getloadavg()[0]
    print(json.dumps(res, indent=1))


if __name__ == "__main__":
    main()
