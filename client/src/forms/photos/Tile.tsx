import { useState } from 'preact/hooks'
import type { Photo } from '../../core/types/photo'
import { Icon } from '../../parts/Icon'
import { useWatched } from '../../parts/live'
import { photosHere } from '../../records/photos'
import { f } from '../../text/photos'
import { CameraIcon, Picture } from './Picture'

interface Props {
  photo: Photo
  /** Its number in the form, from 1. */
  n: number
  record: string | undefined
  /** What stands in its place: why nobody is to see it, or nothing where that is not known yet. */
  instead: string | null
  agreed: boolean
  agree: (yes: boolean) => void
  remove: () => void
  retake: () => void
}

/** A photo in a form: how it looks, whether those who are seen agreed, and buttons to take it again or leave it out. */
export function Tile({ photo, n, record, instead, agreed, agree, remove, retake }: Props) {
  const { sha256 } = photo
  const [ticked, setTicked] = useState(agreed)
  const kept = useWatched(async () => (await photosHere()).find((one) => one.sha256 === sha256) ?? null, [sha256])
  return (
    <li class="photo-tile">
      <span class="photo-frame">
        {instead === null ? (
          // One that comes from another phone while its form is open is drawn once it is here.
          <Picture key={kept === null} photo={photo} record={record} label={f('photo.number', { n })} />
        ) : (
          <span class="photo-away">{instead}</span>
        )}
      </span>
      <div>
        {/* What is saved already has its consent on the record's page, where it can be withdrawn, too. */}
        {kept?.state === 'kept' && (
          <label class="tick">
            <input
              type="checkbox"
              checked={ticked}
              onChange={({ currentTarget: { checked } }) => {
                setTicked(checked)
                agree(checked)
              }}
            />
            {f('photo.faces')}
          </label>
        )}
        <div class="photo-acts">
          <button type="button" class="plain" aria-label={f('photo.retake', { n })} onClick={retake}>
            <CameraIcon /> {f('photo.again')}
          </button>
          <button type="button" class="plain" aria-label={f('photo.remove', { n })} onClick={remove}>
            <Icon name="cross" /> {f('photo.remove_short')}
          </button>
        </div>
      </div>
    </li>
  )
}
