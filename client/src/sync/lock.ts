/**
 * Runs `job` under a lock that all tabs share. Without such locks, the cursor and the server still keep exchanges
 * correct.
 */
export function underLock<T>(name: string, job: () => Promise<T>): Promise<T> {
  return navigator.locks ? (navigator.locks.request(`lantoa-${name}`, job) as Promise<T>) : job()
}
