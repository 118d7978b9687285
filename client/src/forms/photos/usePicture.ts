import { useEffect, useState } from 'preact/hooks'
import { fetchFile } from '../../api/requests'
import type { Photo } from '../../core/types/photo'
import { photoHere } from '../../records/photos'

/**
 * A hook that gives an address at which a photo can be drawn, small or large: this phone's own, else the server's for the
 * record that names it. Undefined until it is known, null where neither has it. The address ends with the component.
 */
export function usePicture(photo: Photo, record: string | undefined, large = false): string | null | undefined {
  const [address, set] = useState<string | null>()
  useEffect(() => {
    let made = ''
    let wanted = true
    const show = (file: Blob | null) => {
      if (!wanted) return
      made = file ? URL.createObjectURL(file) : ''
      set(made || null)
    }
    picture(photo, record, large).then(show, () => show(null))
    return () => {
      wanted = false
      if (made) URL.revokeObjectURL(made)
    }
  }, [photo.sha256, record, large])
  return address
}

async function picture({ sha256, type, preview }: Photo, record: string | undefined, large: boolean) {
  const small = !large && preview ? await photoHere(preview, type) : null
  const own = small ?? (await photoHere(sha256, type))
  if (own || !record) return own
  return fetchFile(`/api/records/${record}/photos/${sha256}${large ? '' : '?size=small'}`)
}
