/**
 * Sends photos after the text, in a part of the app of its own: the core loads it where photos were ever taken, and where
 * a file has brought unfinished forms.
 */

import { isHeld } from '../core/hold'
import type { Account } from '../core/types/account'
import { waitsForWifi, watchConnection } from '../platform/wifi'
import { me } from '../store/accounts'
import { announce } from '../store/announcements'
import { read } from '../store/database'
import { tellProgress } from '../store/photoProgress'
import { bytesOf, changePhotos, hashesOf, type KeptPhoto, photosOf } from '../store/photos'
import { takeDrafts } from './bundledDrafts'
import type { Round } from './exchange'
import { type Sent, sendPhoto } from './photoParts'
import { countPhotos, noLongerWanted, queuePhotos } from './photoQueue'
import { updateStatus } from './status'

export { queuePhotos, takeDrafts }

type Locked = <T>(job: () => Promise<T>) => Promise<T>

/** The most milliseconds for which a server may put a photo off; a clock that was set back must not make it years. */
const LONGEST = 3_600_000
/** Seconds for which it does so where it does not say. */
const SOON = 5

/**
 * Sends the photos of an account that wait, previews first, once its text has gone; stops for text that is saved
 * meanwhile. One that the server puts off holds up no other. Gives how it ended: `again` asks for another exchange, also
 * where photos went, as the server has news of them.
 */
export async function sendPhotos(account: Account, locked: Locked): Promise<Round> {
  hearWifi(account.id)
  const { unsent, stuck } = await textOf(account.id)
  if (waitsForWifi() || unsent) return { again: false }
  const waiting = (await queuePhotos(account.id)).flatMap((photo) => {
    const records = Object.keys(photo.records).filter((record) => !stuck.has(record + photo.sha256))
    return records.length ? [{ photo, records }] : []
  })
  const due = waiting.filter(({ photo }) => !putOff(photo))
  const shown = (await me().catch(() => '')) === account.id
  const photosFrom = (at: number) => countPhotos(due.slice(at).map(({ photo }) => photo))
  const of = photosFrom(0)
  let again = false
  try {
    for (const [at, { photo, records }] of due.entries()) {
      const left = photosFrom(at)
      const tell = (offset: number) => {
        tellProgress(photo, offset)
        if (shown) updateStatus({ photo: { sent: of - left + (photo.of ? 0 : offset / photo.bytes), of } })
      }
      tell(0)
      const ended = await sendTo(photo, records, locked, tell)
      if ('problem' in ended && ended.problem !== 'slow_down') return { again: false, ...ended }
      again ||= 'whole' in ended && ended.parts > 0
      if ((await textOf(account.id)).unsent) return { again }
    }
  } finally {
    if (shown) updateStatus({ photo: undefined })
    if (due.length) await queuePhotos(account.id)
  }
  const off = (await photosOf(account.id)).map(putOff).filter((milliseconds) => milliseconds)
  return { again, ...(off.length && { problem: 'slow_down', after: Math.ceil(Math.min(...off) / 1_000) }) }
}

/** Milliseconds for which the server still wants nothing of a photo that waits; 0 where it may be sent. */
function putOff({ state, until = 0 }: KeptPhoto): number {
  const left = until - Date.now()
  return state === 'waiting' && left > 0 && left <= LONGEST ? left : 0
}

let hears = false

/** From now on has photos sent by themselves as soon as the phone is connected by Wi-Fi again. */
function hearWifi(account: string): void {
  if (!hears) watchConnection(() => waitsForWifi() || announce({ account, records: [], now: true }))
  hears = true
}

/**
 * Whether text of an account is still to be sent; and `stuck`, record's id and photo's hash for each photo named by what
 * a restored server asked to wait with, perhaps for weeks: it would refuse these, and others go on.
 */
async function textOf(account: string): Promise<{ unsent: boolean; stuck: Set<string> }> {
  const items = await read(['outbox'], (tx) => tx.objectStore('outbox').index('account').getAll(account))
  const waits = items.filter(({ outcome }) => outcome?.wait)
  return {
    unsent: items.some((item) => !item.outcome?.wait && !item.outcome?.version && !isHeld(item, Date.now())),
    stuck: new Set(waits.flatMap(({ record, mutation }) => hashesOf(mutation).map((hash) => record + hash))),
  }
}

/** Sends one photo for each of `records`, which name it; the server has it for all of a unit's with the first. */
async function sendTo(
  photo: KeptPhoto,
  records: string[],
  locked: Locked,
  tell: (offset: number) => void,
): Promise<Sent> {
  const { account, sha256 } = photo
  const file = await bytesOf(account, sha256)
  let ended: Sent = { refused: 'lost' }
  for (const record of file ? records : []) {
    const one = await sendPhoto(photo, file as ArrayBuffer, record, locked, tell)
    if ('problem' in one) {
      if (one.problem === 'slow_down') await putOffFor(photo, one.after || SOON)
      return one
    }
    // One record that takes it is enough to have it at the server; another may have gone since.
    ended = 'whole' in ended && 'refused' in one ? ended : one
  }
  await changePhotos(account, (one) => (one.sha256 === sha256 ? settled(one, ended) : one))
  await noLongerWanted(account, sha256)
  tellProgress(photo, null)
  announce({ account, records: Object.keys(photo.records) })
  return ended
}

async function putOffFor(photo: KeptPhoto, seconds: number): Promise<void> {
  const until = Date.now() + 1_000 * seconds
  await changePhotos(photo.account, (one) => (one.sha256 === photo.sha256 ? { ...one, until } : one))
  tellProgress(photo, null)
}

function settled({ code: _, until: __, ...photo }: KeptPhoto, ended: Sent): KeptPhoto {
  return 'refused' in ended ? { ...photo, state: 'refused', code: ended.refused } : { ...photo, state: 'held' }
}
