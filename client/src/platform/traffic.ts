/** Counts the bytes that the app sends and receives on this device: who pays for each megabyte wants to know. */

const KEPT = 'lantoa.traffic'
const AHEAD = 7 * 3_600_000 // of Việt Nam's clock before UTC, in milliseconds

const month = () => new Date(Date.now() + AHEAD).toISOString().slice(0, 7)

/** Bytes sent and received in this month, as far as this browser counts them. */
export function traffic(): number {
  try {
    const [of, bytes] = (localStorage.getItem(KEPT) ?? '').split(' ')
    return of === month() ? Number(bytes) : 0
  } catch {
    return 0
  }
}

/** Adds what was sent, or received, to this month's. */
export function addTraffic(bytes: number): void {
  try {
    localStorage.setItem(KEPT, `${month()} ${traffic() + bytes}`)
  } catch {
    // Where nothing may be kept, nothing is counted.
  }
}

/** Counts from now on what this page receives; what comes out of a cache costs nothing. */
export function countReceived(): void {
  const bytes = (entries: PerformanceEntryList) =>
    entries.reduce((sum, one) => sum + ((one as PerformanceResourceTiming).transferSize ?? 0), 0)
  new PerformanceObserver((list) => addTraffic(bytes(list.getEntries()))).observe({ type: 'resource', buffered: true })
}
