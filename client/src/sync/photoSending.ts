/** Sends photos after the text, in a part of the app of its own: the core loads it where photos were ever taken. */

import type { Account } from '../core/types/account'
import { waitsForWifi, watchConnection } from '../platform/wifi'
import { me } from '../store/accounts'
import { announce } from '../store/announcements'
import { read } from '../store/database'
import { tellProgress } from '../store/photoProgress'
import { bytesOf, changePhotos, type KeptPhoto } from '../store/photos'
import type { Round } from './exchange'
import { type Sent, sendPhoto } from './photoParts'
import { countPhotos, noLongerWanted, queuePhotos } from './photoQueue'
import { updateStatus } from './status'

export { queuePhotos }

type Locked = <T>(job: () => Promise<T>) => Promise<T>

/**
 * Sends the photos of an account that wait, previews first, once its outbox is empty; stops for text that is saved
 * meanwhile. Gives how it ended: `again` asks for another exchange, also where photos went, as the server has news of them.
 */
export async function sendPhotos(account: Account, locked: Locked): Promise<Round> {
  hearWifi(account.id)
  if (waitsForWifi() || (await hasText(account.id))) return { again: false }
  const waiting = await queuePhotos(account.id)
  const shown = (await me().catch(() => '')) === account.id
  const of = countPhotos(waiting)
  let again = false
  try {
    for (const [at, photo] of waiting.entries()) {
      const left = countPhotos(waiting.slice(at))
      const tell = (offset: number) => {
        tellProgress(photo, offset)
        if (shown) updateStatus({ photo: { sent: of - left + (photo.of ? 0 : offset / photo.bytes), of } })
      }
      tell(0)
      const ended = await sendTo(photo, locked, tell)
      if ('problem' in ended) return { again: false, ...ended }
      again ||= 'whole' in ended && ended.parts > 0
      if (await hasText(account.id)) break
    }
  } finally {
    if (shown) updateStatus({ photo: undefined })
    if (waiting.length) await queuePhotos(account.id)
  }
  return { again }
}

let hears = false

/** From now on has photos sent by themselves as soon as the phone is connected by Wi-Fi again. */
function hearWifi(account: string): void {
  if (!hears) watchConnection(() => waitsForWifi() || announce({ account, records: [], now: true }))
  hears = true
}

const hasText = async (account: string): Promise<boolean> =>
  (await read(['outbox'], (tx) => tx.objectStore('outbox').index('account').count(account))) > 0

/** Sends one photo for each record that names it; the server has it for all of a unit's with the first. */
async function sendTo(photo: KeptPhoto, locked: Locked, tell: (offset: number) => void): Promise<Sent> {
  const { account, sha256 } = photo
  const file = await bytesOf(account, sha256)
  let ended: Sent = { refused: 'lost' }
  for (const record of file ? Object.keys(photo.records) : []) {
    const one = await sendPhoto(photo, file as ArrayBuffer, record, locked, tell)
    if ('problem' in one) return one
    // One record that takes it is enough to have it at the server; another may have gone since.
    ended = 'whole' in ended && 'refused' in one ? ended : one
  }
  await changePhotos(account, (one) => (one.sha256 === sha256 ? settled(one, ended) : one))
  await noLongerWanted(account, sha256)
  tellProgress(photo, null)
  announce({ account, records: Object.keys(photo.records) })
  return ended
}

function settled({ code: _, ...photo }: KeptPhoto, ended: Sent): KeptPhoto {
  return 'refused' in ended ? { ...photo, state: 'refused', code: ended.refused } : { ...photo, state: 'held' }
}
