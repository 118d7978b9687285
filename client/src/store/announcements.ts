/** Word of what changed on this phone, to everything in this tab and to the other tabs. */

/** `records` null: many, or who knows. `saved`: a person did it, so there is something to send. */
export interface Announcement {
  account: string
  records: string[] | null
  saved?: boolean
  /** Whoever is at it wants it sent at once. */
  now?: boolean
  /** It came from another tab. */
  far?: boolean
}

const listeners = new Set<(news: Announcement) => void>()
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('lantoa')
if (channel) channel.onmessage = (event: MessageEvent<Announcement>) => spread({ ...event.data, far: true })

/** Returns what ends the listening. */
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
