/** Photos as this phone keeps them, for the screens; all are those of the account in use. */

import type { Photo } from '../core/types/photo'
import { me } from '../store/accounts'
import { announce } from '../store/announcements'
import { bytesOf, changePhotos, type KeptPhoto, keepPhotos, type PhotoFile, photosOf, sha256Of } from '../store/photos'

export { progressOf, watchProgress } from '../store/photoProgress'
export type { KeptPhoto }
export { sha256Of }

/** The form that a photo is taken for: the key of its draft, and the field. */
export type TakenFor = Pick<KeptPhoto, 'draft' | 'field'>

/** All photos that this phone keeps, without previews, the oldest first. */
export const photosHere = async (): Promise<KeptPhoto[]> => (await photosOf(await me())).filter(({ of }) => !of)

/** The bytes of a photo or preview as a file; null where this phone does not keep them. */
export async function photoHere(sha256: string, type: string): Promise<Blob | null> {
  const bytes = await bytesOf(await me(), sha256)
  return bytes ? new Blob([bytes], { type }) : null
}

/** Stores a photo that was taken for a form, with its preview; resolves once both are on disk. Rejects with StorageFailed. */
export async function keepTaken(
  [photo, bytes]: [Photo, ArrayBuffer],
  [preview, small]: [Photo, ArrayBuffer],
  taken: TakenFor,
): Promise<void> {
  const more = { account: await me(), at: new Date().toISOString(), state: 'kept' as const, records: {}, ...taken }
  const files: PhotoFile[] = [
    [{ ...photo, ...more }, bytes],
    [{ ...preview, ...more, of: photo.sha256 }, small],
  ]
  await keepPhotos(files)
}

/** The photos that were taken for a form and that nothing names yet: the page was closed before it could. */
export async function takenFor({ draft, field }: TakenFor, named: Photo[]): Promise<Photo[]> {
  const there = new Set(named.map(({ sha256 }) => sha256))
  const found = (await photosHere()).filter(
    (one) => one.draft === draft && one.field === field && one.state === 'kept' && !there.has(one.sha256),
  )
  return found.map(({ sha256, bytes, type, w, h, preview }) => ({
    ...{ sha256, bytes, type, w, h },
    ...(preview && { preview }),
  }))
}

/** Notes that a form does not want a photo any more, so that it does not come back there. */
export const leaveOut = async (sha256: string): Promise<void> =>
  changePhotos(await me(), (one) => (one.sha256 === sha256 ? { ...one, draft: '' } : one))

/** Has what waits sent at once, as photos need not wait for Wi-Fi any more. */
export const sendNow = async (): Promise<void> => announce({ account: await me(), records: [], now: true })
