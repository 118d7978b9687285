import { sealed } from '../../account/bundle'
import type { BundleOffer } from '../../core/types/account'
import { gatherUnsent, unsentPhotos } from '../../records/unsentWork'
import { f } from '../../text/file'

const PHOTOS = 8 << 20 // bytes of photos in one file, so that no server or mail refuses it

/**
 * The unsent work of an account in files, each with at most `most` bytes of photos and with all that is not a photo: so
 * each is good by itself, whichever comes first or not at all.
 */
export async function unsentFiles(account: string, offer: BundleOffer, most = PHOTOS): Promise<File[]> {
  const at = new Date()
  const stamp = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16).replace(/\D/g, '')
  const work = await gatherUnsent(account)
  const portions = await unsentPhotos(account, work, most)
  const files: File[] = []
  for (const [n, photos] of (portions.length ? portions : [[]]).entries()) {
    const listed = photos.map(({ data, ...photo }) => ({ ...photo, bytes: data.byteLength }))
    const content = { version: 1, made: at.toISOString(), ...work, photos: listed }
    const name = `${f('file.name')}-${stamp.slice(0, 8)}-${stamp.slice(8)}${portions.length > 1 ? `-${n + 1}` : ''}.txt`
    const bytes = photos.map(({ data }) => data)
    // A share sheet passes on texts, and refuses files of a kind that it does not know.
    files.push(new File([await sealed(offer, content, bytes)], name, { type: 'text/plain' }))
  }
  return files
}
