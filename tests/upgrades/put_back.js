// IndexedDB and localStorage as they were: before the app of this address starts for the first time.
async (was) => {
  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  Object.assign(localStorage, was.localStorage)
  const opening = indexedDB.open(was.name, was.version)
  opening.onupgradeneeded = () => {
    for (const [name, { keyPath, autoIncrement, indexes }] of Object.entries(was.stores)) {
      const store = opening.result.createObjectStore(name, { keyPath, autoIncrement })
      for (const [index, path] of Object.entries(indexes)) store.createIndex(index, path)
    }
  }
  const db = await done(opening)
  for (const [name, { keyPath, rows, next }] of Object.entries(was.stores)) {
    const store = db.transaction(name, 'readwrite').objectStore(name)
    // First: the store gives no number twice, not even that of a row which is gone.
    if (next) await done(store.put({ [keyPath]: next - 1 })).then((spare) => done(store.delete(spare)))
    for (const { key, value } of rows) await done(keyPath ? store.put(value) : store.put(value, key))
  }
  db.close()
}
