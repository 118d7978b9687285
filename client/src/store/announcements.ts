/** Announcements of what changed on this phone, to this tab and to the other tabs. */

/** What changed. `records` null: many, or unknown. `saved`: a person saved something, so there is something to send. */
export interface Announcement {
  account: string
  records: string[] | null
  saved?: boolean
  /** It is to be sent at once. */
  now?: boolean
  /** It came from another tab. */
  far?: boolean
}

const listeners = new Set<(news: Announcement) => void>()
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('lantoa')
if (channel) channel.onmessage = (event: MessageEvent<Announcement>) => spread({ ...event.data, far: true })

/** Calls `listener` at every announcement. Returns a function that ends it. */
export function listen(listener: (news: Announcement) => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function announce(news: Announcement): void {
  spread(news)
  channel?.postMessage(news)
}

function spread(news: Announcement) {
  for (const listener of [...listeners]) listener(news)
}
