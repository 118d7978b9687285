/** Announcements of what changed on this phone, to this tab and to the other tabs. */

/**
 * Says that data of `account` on this phone have changed. `records`: ids of the changed records, none where something
 * else has changed; null where these are many or unknown. `saved`: a person saved something, so there is something to send.
 */
export interface Announcement {
  account: string
  records: string[] | null
  saved?: boolean
  /** The edition of the copies (see Progress) that the change has made. */
  edition?: number
  /** Whether to synchronise at once, without waiting for more changes. */
  now?: boolean
  /** Whether the change was made in another tab. */
  far?: boolean
}

const listeners = new Set<(news: Announcement) => void>()
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('lantoa')
if (channel) channel.onmessage = (event: MessageEvent<Announcement>) => spread({ ...event.data, far: true })

/** Calls `listener` at every announcement, of this tab or another. Returns a function that ends this. */
export function listen(listener: (news: Announcement) => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Announces a change to all listeners in this tab and in the other tabs. */
export function announce(news: Announcement): void {
  spread(news)
  channel?.postMessage(news)
}

function spread(news: Announcement) {
  for (const listener of [...listeners]) listener(news)
}
