import { useEffect, useState } from 'preact/hooks'
import type { Photo } from '../../core/types/photo'
import { moment } from '../../text/format'
import { f } from '../../text/photos'
import { withdrawn } from './Picture'
import { nameIn, type Pictured, type RecordPhoto } from './recordPhotos'
import { type Act, usePane } from './usePane'
import { usePicture } from './usePicture'

interface Props {
  record: Pictured
  shown: RecordPhoto
  /** Its number among those of the record, from 1, and how many these are. */
  n: number
  of: number
  step: (by: 1 | -1) => void
  /** Takes what keys and buttons act by. */
  take: (act: Act) => void
  /** Set where two are side by side: whether this is the one on which keys act, and what makes it that. */
  beside?: { chosen: boolean; choose: () => void }
}

/** A photo, large, that can be moved, turned and looked at from close, with what is known of it. */
export function Pane({ record, shown, n, of, step, take, beside }: Props) {
  const { photo, field, by, at, other } = shown
  const { ref, view, style, act, listeners } = usePane(photo, step)
  useEffect(() => take(act))
  const label = f('photo.of', { n, of })
  const hidden = withdrawn(record, photo)
  const about = [label, field, other && f('photo.other'), by && f('photo.added', { name: nameIn(record, by) })]
  return (
    <figure
      class={beside?.chosen ? 'photo-pane acted' : 'photo-pane'}
      onPointerDownCapture={beside?.choose}
      onFocusCapture={beside?.choose}
    >
      {/* Of two, keys act on the one that has the focus. */}
      <section ref={ref} class="photo-view" aria-label={label} {...(beside && { tabIndex: 0 })} {...listeners}>
        {hidden ? (
          <span class="photo-away">{f('photo.withdrawn')}</span>
        ) : (
          <Sharp photo={photo} record={record.id} label={label} style={style} />
        )}
      </section>
      <figcaption class="meta">
        <p role="status">
          {[...about, at && moment(at)].filter(Boolean).join(' · ')}
          {!hidden && view.scale > 1 && ` · ${f('photo.zoom', { n: Math.round(100 * view.scale) })}`}
        </p>
      </figcaption>
    </figure>
  )
}

interface Given {
  photo: Photo
  record: string
  label: string
  style: Record<string, string>
}

/** The preview until the large one has come, and a word where that does not. */
function Sharp({ photo, record, label, style }: Given) {
  const [round, again] = useState(0)
  const small = usePicture(photo, record)
  const large = usePicture(photo, record, true, round)
  const address = large.address ?? small.address
  return (
    <>
      {address && <img src={address} alt={label} style={style} draggable={false} data-large={!!large.address} />}
      <div class="photo-load" role="status">
        {large.fails && (
          <>
            <span>{f(`photo.${large.fails}`)}</span>
            <button type="button" class="secondary" onClick={() => again(round + 1)}>
              {f('photo.retry')}
            </button>
          </>
        )}
        {!large.fails && !large.address && <span>{f('photo.loading')}</span>}
      </div>
    </>
  )
}
