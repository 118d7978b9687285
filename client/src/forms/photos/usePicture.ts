import { useEffect, useState } from 'preact/hooks'
import { fetchFile, Refusal } from '../../api/requests'
import type { Photo } from '../../core/types/photo'
import { photoHere } from '../../records/photos'
import { previewHere } from '../../records/seenPhotos'

/**
 * A photo as it can be drawn: its `address`; or why it has none: "away", neither the phone has it nor is there a network,
 * "gone", the server does not show it. Neither while it loads.
 */
export interface Drawable {
  address?: string
  fails?: 'away' | 'gone'
}

/** Milliseconds that somebody looks at a photo before the large one is fetched: those passed over cost nothing. */
const LOOKED_AT = 150

/**
 * A hook that gives an address at which a photo can be drawn, small or large: this phone's own, else the server's for the
 * record that names it. The address ends with the component. Another `round` tries again.
 */
export function usePicture(photo: Photo, record: string | undefined, large = false, round = 0): Drawable {
  const [drawable, set] = useState<Drawable>({})
  useEffect(() => {
    let made = ''
    let wanted = true
    const show = (file: Blob | null) => {
      if (!wanted) return
      made = file ? URL.createObjectURL(file) : ''
      set(made ? { address: made } : { fails: 'away' })
    }
    const fail = (fault: unknown) => {
      if (wanted) set({ fails: fault instanceof Refusal && fault.status === 404 ? 'gone' : 'away' })
    }
    set({})
    const timer = setTimeout(() => picture(photo, record, large).then(show, fail), large ? LOOKED_AT : 0)
    return () => {
      wanted = false
      clearTimeout(timer)
      if (made) URL.revokeObjectURL(made)
    }
  }, [photo.sha256, record, large, round])
  return drawable
}

async function picture({ sha256, type, preview }: Photo, record: string | undefined, large: boolean) {
  const small = !large && preview ? await photoHere(preview, type) : null
  const own = small ?? (await photoHere(sha256, type))
  const seen = own || large ? own : await previewHere(sha256)
  if (seen || !record) return seen
  return fetchFile(`/api/records/${record}/photos/${sha256}${large ? '' : '?size=small'}`)
}
