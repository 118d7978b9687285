/** Previews of other people's photos, for a leader who verifies without network; kept by this phone until that is done. */

import { fetchFile } from '../../api/requests'
import { waitsForWifi } from '../../platform/wifi'
import { register } from '../../records/catalog'
import { watch } from '../../records/records'
import { dropWithdrawn, keepPreview, keepPreviewsOf } from '../../records/seenPhotos'
import { withdrawn } from './Picture'
import { type Pictured, photosOf } from './recordPhotos'

/** The most previews that are kept, and the bytes of the largest: 3 MB in all. */
const MOST = 200
const LARGEST = 15_000

let running = false
let follows = false

/**
 * Brings the previews that this phone keeps up to the records that wait to be verified: those of the newest are fetched,
 * one after the other, unless photos wait for Wi-Fi. Those of all other records, and of photos to which consent was
 * withdrawn, are deleted. Never rejects: what did not come is fetched the next time.
 */
export async function keepPreviews(records: Pictured[]): Promise<void> {
  if (running) return
  running = true
  follow()
  try {
    await bring(records)
  } catch {
    // No network, or no room: the photos are there with the next network.
  } finally {
    running = false
  }
}

async function bring(records: Pictured[]): Promise<void> {
  const wanted = wantedOf(records)
  const kept = await keepPreviewsOf(new Set(wanted.map(({ sha256 }) => sha256)))
  for (const { record, sha256, path } of wanted) {
    if (kept.has(sha256)) continue
    if (waitsForWifi()) return
    const file = await fetchFile(`/api/records/${record}/photos/${path}`).catch(absent)
    if (file && file.size <= LARGEST) await keepPreview(record, sha256, file)
  }
}

/** Nothing for a photo that the server does not have yet, or does not show; what else failed fails the next one, too. */
function absent(fault: unknown): null {
  if ((fault as { status?: number }).status === 404) return null
  throw fault
}

/** The photos of some records of which previews are kept, those of the newest records first. */
function wantedOf(records: Pictured[]): { record: string; sha256: string; path: string }[] {
  return [...records]
    .sort((one, other) => (one.id < other.id ? 1 : -1))
    .flatMap((record) =>
      photosOf(record, register(record.form ?? null))
        .filter(({ photo }) => !withdrawn(record, photo))
        .map(({ photo: { sha256, preview } }) => ({
          record: record.id,
          sha256,
          path: preview ?? `${sha256}?size=small`,
        })),
    )
    .slice(0, MOST)
}

/** From now on deletes the previews of photos to which consent is withdrawn as soon as this phone learns of it. */
function follow(): void {
  if (follows) return
  follows = true
  watch((records) => void dropWithdrawn(records).catch(() => {}))
}
