'use strict'
// What a page gains where scripts run: it can be read again without a network, and a list lights up its drawing.
if ('serviceWorker' in navigator) {
  const worker = '/dien-hinh/sw.js'
  const policy = window.trustedTypes?.createPolicy('dien-hinh', { createScriptURL: () => worker })
  const pictures = [...document.images].map((one) => one.currentSrc || one.src).filter(Boolean)
  addEventListener('load', () => {
    navigator.serviceWorker
      .register(policy ? policy.createScriptURL('') : worker, { scope: '/dien-hinh' })
      .then(() => navigator.serviceWorker.ready)
      .then((ready) => ready.active.postMessage({ keep: [location.href.split('#')[0], ...pictures] }))
      .catch(() => {}) // the page is whole without
  })
}

for (const item of document.querySelectorAll('[data-dot]')) {
  const dot = document.getElementById(item.dataset.dot)
  const light = (on) => [item, dot].forEach((one) => one?.classList.toggle('lit', on))
  for (const each of [item, dot]) {
    each?.addEventListener('pointerenter', () => light(true))
    each?.addEventListener('pointerleave', () => light(false))
  }
}
