/**
 * Transactions of IndexedDB, in a page that the browser may freeze: one that a person leaves is kept for *back*, and
 * nothing in it runs. A transaction that is open there never ends, and in WebKit all other pages wait for it.
 */

import type { DBSchema, IDBPTransaction, StoreNames } from 'idb'

const open = new Set<Pick<IDBTransaction, 'abort'>>()
/** While the page is frozen: resolves when it is shown again. */
let thawed: Promise<void> | undefined
let thaw = () => {}

const page = globalThis.window
page?.addEventListener('pagehide', ({ persisted }) => {
  if (!persisted) return
  thawed = new Promise((shown) => {
    thaw = shown
  })
  for (const tx of open) quit(tx)
  open.clear()
})
page?.addEventListener('pageshow', () => {
  thawed = undefined
  thaw()
})

function quit(tx: Pick<IDBTransaction, 'abort'>): void {
  try {
    tx.abort()
  } catch {
    // It has ended, or is being committed, for which nothing of this page is needed any more.
  }
}

/** Lets a write of a transaction go on without waiting for it: if it fails, all of the transaction aborts and rejects. */
export const onItsWay = (request: Promise<unknown>) => void request.catch(() => {})

/**
 * Runs `job` in the transaction that `begin` makes, and resolves with its result once all that it wrote is on disk. Where
 * it rejects, nothing was written. If the page is frozen meanwhile nothing is written either, and `job` runs again in a new
 * transaction when the page is shown again.
 */
export async function inTransaction<T, S extends DBSchema, N extends StoreNames<S>, M extends IDBTransactionMode>(
  begin: () => IDBPTransaction<S, N[], M>,
  job: (tx: IDBPTransaction<S, N[], M>) => Promise<T>,
): Promise<T> {
  for (;;) {
    while (thawed) await thawed
    const tx = begin()
    open.add(tx)
    // Awaited below; until then its failure has no other listener.
    tx.done.catch(() => {})
    try {
      const made = await job(tx)
      const ended = () => open.delete(tx)
      // What was read is there before its transaction has ended.
      if (tx.mode === 'readonly') void tx.done.then(ended, ended)
      else {
        await tx.done
        ended()
      }
      return made
    } catch (error) {
      quit(tx)
      if (open.delete(tx)) throw tx.error ?? error
    }
  }
}
