"""The scripts that the measurements run inside a page."""

OBSERVE = r"""
(() => {
  if (window !== window.top || window.__m) return;
  const m = window.__m = {fcp: null, lcp: null, tbt: 0, inputs: []};
  const obs = (type, f) => { try {
    new PerformanceObserver(l => l.getEntries().forEach(f)).observe({type, buffered: true});
  } catch (e) {} };
  obs('paint', e => { if (e.name === 'first-contentful-paint') m.fcp = e.startTime; });
  obs('largest-contentful-paint', e => { m.lcp = e.startTime; });
  obs('longtask', e => { m.tbt += Math.max(0, e.duration - 50); });
  const note = () => m.inputs.push(performance.now());
  addEventListener('input', note, true);
  addEventListener('change', note, true);
})();
"""
"""Runs before a page's own scripts: records its paints, its long tasks and every input in ``window.__m``."""

FIND = r"""
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
"""Finds a field by a selector, put in for %s as JSON, in open shadow roots too.

Its value is the field's place, value, focus and inputs; null if there is none, or if a tap could not reach it now.
"""

WORKER = r"""
(async () => {
  if (!navigator.serviceWorker) return {sw: false};
  const r = await navigator.serviceWorker.getRegistration();
  if (!r) return {sw: false};
  return {sw: true, active: !!(r.active && r.active.state === 'activated' && !r.installing),
          scope: r.scope, now: performance.now()};
})()
"""
"""Its value says whether the page has a service worker, and whether that is active."""

SPEED = r"""
(() => { const t = performance.now(); let n = 0, a = [];
  while (performance.now() - t < 200) { for (let i = 0; i < 500; i++) {
    a.push('k' + i % 97); if (a.length > 4000) a = a.slice(0, 100); } n += 500; }
  return Math.round(n / (performance.now() - t)); })()
"""
"""Its value is how fast the machine runs a loop now, to see which runs other work has slowed down."""
