/**
 * Runs `job` while no other tab runs a job under the lock of the same name, and gives its result. Where the browser has
 * no such locks it runs at once: exchanges stay correct, as an answer to an outdated cursor is ignored.
 */
export function underLock<T>(name: string, job: () => Promise<T>): Promise<T> {
  return navigator.locks ? (navigator.locks.request(`lantoa-${name}`, job) as Promise<T>) : job()
}
