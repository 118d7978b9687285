/** `job`, one at a time per origin and name. Where there are no locks, the server and the cursor keep it correct. */
export function underLock<T>(name: string, job: () => Promise<T>): Promise<T> {
  return navigator.locks ? (navigator.locks.request(`lantoa-${name}`, job) as Promise<T>) : job()
}
