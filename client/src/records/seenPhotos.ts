/** Previews of other people's photos as this phone keeps them; all are those of the account in use. */

import { known, me } from '../store/accounts'
import { dropSeen, keepSeen, seenHashes, seenPhoto, seenRecords } from '../store/seenPhotos'
import { get } from './records'

/** The preview of a photo as a file; null where this phone does not keep it, or cannot read it. */
export async function previewHere(sha256: string): Promise<Blob | null> {
  const found = await seenPhoto(await me(), sha256).catch(() => undefined)
  return found ? new Blob([found.bytes], { type: found.type }) : null
}

/** Keeps a photo's preview, which the record `record` names. */
export async function keepPreview(record: string, sha256: string, file: Blob): Promise<void> {
  await keepSeen({ account: await me(), sha256, record, type: file.type, bytes: await file.arrayBuffer() })
}

/**
 * Deletes all previews but those of the photos `hashes`, and all of accounts that have signed out. Gives the hashes of
 * those that are kept.
 */
export async function keepPreviewsOf(hashes: Set<string>): Promise<Set<string>> {
  for (const { id, out } of await known()) if (out) await dropSeen(id, await seenHashes(id))
  const account = await me()
  const kept = await seenHashes(account)
  await dropSeen(
    account,
    kept.filter((one) => !hashes.has(one)),
  )
  return new Set(kept.filter((one) => hashes.has(one)))
}

/**
 * Deletes the previews of records that have gone, and of photos to which consent was withdrawn. `records`: the ids of
 * those that have changed, null for unknown ones.
 */
export async function dropWithdrawn(records: string[] | null): Promise<void> {
  const account = await me()
  for (const record of records ?? (await seenRecords(account))) await dropOf(account, record)
}

async function dropOf(account: string, record: string): Promise<void> {
  const kept = await seenHashes(account, record)
  const found = kept.length ? await get(record) : null
  await dropSeen(
    account,
    kept.filter((one) => !found || found.consents?.[one]?.given === false),
  )
}
