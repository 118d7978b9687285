"""The scripts by which ``bench.client.records`` times, within the page, what a person waits for."""

FILL = """records => new Promise((done, fail) => {
  const opening = indexedDB.open('lantoa-work')
  opening.onerror = fail
  opening.onsuccess = () => {
    const tx = opening.result.transaction(['accounts', 'copies'], 'readwrite')
    tx.objectStore('accounts').getAllKeys().onsuccess = ({ target: { result: [account] } }) => {
      for (const record of records) tx.objectStore('copies').put(record, [account, record.id])
    }
    tx.oncomplete = () => { opening.result.close(); done() }
    tx.onabort = fail
  }
})"""
# Milliseconds from the deed until its answer is drawn and laid out as far as the screen shows it; 0 if nothing changes.
UNTIL_DRAWN = """([name, given]) => new Promise((done) => {
  const lines = () => document.querySelectorAll('ul.lines li').length
  const told = () => parseInt(document.querySelector('main p[role=status]')?.textContent.replace('.', ''))
  const before = lines()
  const filled = () => {
    const last = document.querySelector('ul.lines li:last-child')
    return last && (last.getBoundingClientRect().bottom >= innerHeight || lines() >= told())
  }
  const first = () => [...document.querySelectorAll('ul.lines li')].slice(0, 5).map((line) => line.textContent).join()
  const was = first()
  const deeds = {
    open: () => document.querySelector('nav.places a[href="/so-tay"]').click(),
    more: () => document.querySelector('ul.lines + button').click(),
    type: () => {
      const field = document.querySelector('#find')
      field.value = given
      field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    },
  }
  const stands = {
    open: filled,
    more: () => lines() > before && filled(),
    type: () => first() !== was && filled(),
  }
  let spent = 0
  let quiet
  const wait = () => {
    clearTimeout(quiet)
    quiet = setTimeout(() => { watch.disconnect(); done(spent) }, name === 'type' && spent ? 250 : 1000)
  }
  const began = performance.now()
  const watch = new MutationObserver(() => {
    if (!spent && stands[name]()) {
      void document.body.offsetHeight
      spent = performance.now() - began
    }
    wait()
  })
  watch.observe(document.body, { childList: true, subtree: true, characterData: true })
  deeds[name]()
  wait()
})"""
COLD = """() => new Promise((done) => {
  const seen = () => {
    const last = document.querySelector('ul.lines li:last-child')
    if (!last || last.getBoundingClientRect().bottom < innerHeight) return
    watch.disconnect()
    done(performance.now())
  }
  const watch = new MutationObserver(seen)
  watch.observe(document, { childList: true, subtree: true })
  seen()
})"""
# The end of the list, until *More* stands there.
TO_THE_END = """async () => {
  while (!document.querySelector('ul.lines + button')) {
    scrollTo(0, document.documentElement.scrollHeight)
    await new Promise((go) => setTimeout(go, 50))
  }
}"""
# Milliseconds from a tap until the page says that all is saved, and until the screen has drawn that.
SAVED = """() => new Promise((done) => {
  const says = () => document.querySelector('.saying')?.textContent.includes('Đã lưu trên máy này')
  const button = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Gửi')
  const began = performance.now()
  new MutationObserver((_, seen) => {
    if (!says()) return
    seen.disconnect()
    const said = performance.now() - began
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => done([said, performance.now() - began])
      port2.postMessage(0)
    })
  }).observe(document.body, { childList: true, subtree: true, characterData: true })
  button.click()
})"""
# Milliseconds of one strict transaction that writes one row, in a database of its own.
FLOOR = """async () => {
  const opening = indexedDB.open('floor')
  opening.onupgradeneeded = () => opening.result.createObjectStore('rows', { autoIncrement: true })
  await new Promise((go) => { opening.onsuccess = go })
  const one = () => new Promise((done) => {
    const began = performance.now()
    const tx = opening.result.transaction('rows', 'readwrite', { durability: 'strict' })
    tx.objectStore('rows').add({ text: 'x'.repeat(900) })
    tx.oncomplete = () => done(performance.now() - began)
  })
  await one()
  const spent = await one()
  opening.result.close()
  return spent
}"""
# Resolves once the phone has stored what it made of its records, or has not within a quarter of a minute.
KEPT = """async () => {
  const end = performance.now() + 15_000
  for (let found = 0; !found && performance.now() < end; ) {
    await new Promise((go) => setTimeout(go, 200))
    // To open one that is not there would make it.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'lantoa-desk')) continue
    found = await new Promise((done) => {
      const opening = indexedDB.open('lantoa-desk')
      opening.onsuccess = () => {
        const { result } = opening
        const ask = result.transaction('answers').objectStore('answers').count()
        ask.onsuccess = () => { done(ask.result); result.close() }
      }
    })
  }
}"""
