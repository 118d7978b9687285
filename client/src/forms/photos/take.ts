import type { Photo } from '../../core/types/photo'
import { keepTaken, sha256Of, type TakenFor } from '../../records/photos'
import type { Drawn } from './drawing'
import { NotShrunk } from './drawing'
import { shrink } from './shrink'

/** Why a photo could not be kept. */
export type Unkept = 'not_image' | 'too_large' | 'no_room' | 'unkept'

/**
 * Shrinks a picture and stores it with its preview for a form; gives the photo's value once both are on disk, or why they
 * are not.
 */
export async function take(file: Blob, taken: TakenFor): Promise<Photo | Unkept> {
  try {
    const [large, small] = await shrink(file)
    const preview = await described(small)
    const photo = { ...(await described(large)), preview: preview.sha256 }
    await keepTaken([photo, large.bytes], [preview, small.bytes], taken)
    return photo
  } catch (fault) {
    if (fault instanceof NotShrunk) return fault.why
    console.error(fault)
    return (fault as { full?: boolean }).full ? 'no_room' : 'unkept'
  }
}

async function described({ bytes, type, w, h }: Drawn): Promise<Photo> {
  const sha256 = await sha256Of(bytes)
  return { sha256, bytes: bytes.byteLength, type, w, h }
}
