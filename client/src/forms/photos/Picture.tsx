import type { Photo } from '../../core/types/photo'
import { f } from '../../text/photos'
import type { Pictured } from './recordPhotos'
import { usePicture } from './usePicture'

interface Props {
  photo: Photo
  /** The record that names it, where one is saved. */
  record: string | undefined
  /** What a screen reader says of it. */
  label: string
}

/** A photo, small, or a word that it is not on this phone; its place is kept while it loads. */
export function Picture({ photo, record, label }: Props) {
  const { address, fails } = usePicture(photo, record)
  if (fails) return <span class="photo-away">{f(`photo.${fails}`)}</span>
  // Without an address an image would show its label, and then jump.
  if (!address) return <span class="photo-away" />
  return <img src={address} alt={label} width={photo.w} height={photo.h} />
}

/** Whether consent to a photo was withdrawn, so that nobody is to see it. */
export const withdrawn = ({ consents }: Pictured, { sha256 }: Photo): boolean => consents?.[sha256]?.given === false

/** A camera beside the words that say the same. */
export function CameraIcon() {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M4 8h4l1.5-2.5h5L16 8h4v11H4zM12 10a3.3 3.3 0 1 1 0 6.6a3.3 3.3 0 0 1 0-6.6z" />
    </svg>
  )
}
