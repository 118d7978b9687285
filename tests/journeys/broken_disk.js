// Makes the phone's storage fail: `broken.arm(n, mode)` counts the calls of IndexedDB from then on.
// 'once': the nth throws. 'on': it and all that follow throw. 'late': what the nth wrote is undone after it succeeded.
// 'full': as 'late', for it and all that follow, and it says that there is no room, as Chromium does.
;(() => {
  let left = 0
  let mode = ''
  const fail = () => {
    if (!mode || mode === 'late' || mode === 'full' || --left > 0) return
    if (mode === 'once') mode = ''
    throw new DOMException('broken by the test', 'UnknownError')
  }
  const wrap = (kind, name, after) => {
    const real = kind.prototype[name]
    kind.prototype[name] = function (...given) {
      fail()
      const made = real.apply(this, given)
      after?.(made)
      return made
    }
  }
  const undone = (request) => {
    if ((mode !== 'late' && mode !== 'full') || --left > 0) return
    const { transaction } = request
    const error = mode === 'full' && new DOMException('no room', 'QuotaExceededError')
    if (error) Object.defineProperty(transaction, 'error', { value: error })
    request.addEventListener('success', () => transaction.abort())
  }
  for (const name of ['add', 'put', 'delete']) wrap(IDBObjectStore, name, undone)
  for (const name of ['get', 'getAll']) wrap(IDBObjectStore, name)
  wrap(IDBDatabase, 'transaction')
  globalThis.broken = {
    arm(n, how) {
      left = n
      mode = how
    },
    // Whether the failure came: it never does where fewer calls are made.
    mend() {
      const came = mode === '' || left <= 0
      mode = ''
      return came
    },
  }
})()
