/** IndexedDB that fails at the nth call to it. */

const CALLS: [object, string[]][] = [
  [IDBFactory.prototype, ['open']],
  [IDBDatabase.prototype, ['transaction']],
  [IDBObjectStore.prototype, ['get', 'getAll', 'put', 'add', 'delete', 'openCursor']],
  [IDBIndex.prototype, ['getAll', 'openCursor', 'count']],
]

/** Not a failure of the storage: the process is gone. */
export class Killed extends Error {}

export interface Failing {
  calls: number
  failed: number
  heal(): void
}

/** From the nth call on (or only then, if `once`) every call throws, and its transaction aborts as a broken one does. */
export function failFrom(
  n: number,
  once = false,
  error: () => Error = () => new DOMException('broken', 'UnknownError'),
) {
  const undo: (() => void)[] = []
  const heal = () => {
    for (const one of undo.splice(0)) one()
  }
  const failing: Failing = { calls: 0, failed: 0, heal }
  for (const [owner, names] of CALLS) {
    const methods = owner as Record<string, (...args: unknown[]) => unknown>
    for (const name of names) {
      const real = methods[name] as (...args: unknown[]) => unknown
      methods[name] = function (this: { transaction?: unknown; objectStore?: { transaction: unknown } }, ...args) {
        failing.calls++
        if (failing.calls < n || (once && failing.calls > n)) return real.apply(this, args)
        failing.failed++
        const tx = (
          name === 'transaction' ? null : (this.transaction ?? this.objectStore?.transaction)
        ) as IDBTransaction
        tx?.abort?.()
        throw error()
      }
      undo.push(() => {
        methods[name] = real
      })
    }
  }
  return failing
}
