import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Consent as Given } from '../../core/types/photo'
import { Icon } from '../../parts/Icon'
import { f } from '../../text/photos'
import { Consent } from './Consent'
import { Pane } from './Pane'
import type { Pictured, RecordPhoto } from './recordPhotos'
import { Tools } from './Tools'
import type { Act } from './usePane'
import { useViewerKeys } from './useViewerKeys'

interface Props {
  record: Pictured
  photos: RecordPhoto[]
  /** The place among these of the one that is shown first. */
  first: number
  close: () => void
  /** Hears what was put down of consent to a photo, once that is saved. */
  say: (sha256: string, consent: Given) => void
}

/** The photos of a record as large as the screen, one or two at once, with buttons to put down consent to them. */
export function Viewer({ record, photos, first, close, say }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const acts = useRef<(Act | undefined)[]>([])
  useLayoutEffect(() => dialog.current?.showModal(), [])
  const { open, chosen, choose, step, side, ends } = useOpen(photos.length, first)
  const act: Act = (name) => acts.current[chosen]?.(name)
  useViewerKeys({ act, step, side })
  const of = photos.length
  const shown = photos[open[chosen] ?? 0] as RecordPhoto
  return (
    <dialog ref={dialog} class="photo-large" aria-label={f('photo.viewer')} onClose={close}>
      <div class="photo-head">
        <button type="button" class="plain" onClick={() => dialog.current?.close()}>
          <Icon name="cross" /> {f('photo.close')}
        </button>
        {of > 1 && (
          <div class="photo-steps">
            <Step label={f('photo.before')} ends={ends(-1)} step={() => step(-1)} />
            <span class="meta">{`${(open[chosen] ?? 0) + 1}/${of}`}</span>
            <Step label={f('photo.next')} ends={ends(1)} step={() => step(1)} next />
          </div>
        )}
        <Tools act={act} two={open.length > 1} {...(of > 1 && { side })} />
      </div>
      <div class={open.length > 1 ? 'photo-panes beside' : 'photo-panes'}>
        {open.map((at, place) => (
          <Pane
            key={place}
            record={record}
            shown={photos[at] as RecordPhoto}
            n={at + 1}
            of={of}
            step={step}
            take={(one) => {
              acts.current[place] = one
            }}
            {...(open.length > 1 && { beside: { chosen: place === chosen, choose: () => choose(place) } })}
          />
        ))}
      </div>
      <div class="photo-foot">
        <Consent record={record} photo={shown.photo} say={(consent) => say(shown.photo.sha256, consent)} />
      </div>
    </dialog>
  )
}

interface StepProps {
  label: string
  /** Whether there is none any more: the button keeps the focus, as a disabled one would not. */
  ends: boolean
  step: () => void
  next?: boolean
}

const Step = ({ label, ends, step, next }: StepProps) => (
  <button type="button" class={next ? 'plain next' : 'plain'} aria-label={label} aria-disabled={ends} onClick={step}>
    <Icon name="back" />
  </button>
)

/** A hook that keeps which of some photos are open, one or two, and on which of the two keys and buttons act. */
function useOpen(of: number, first: number) {
  const [open, set] = useState([first])
  const [chosen, choose] = useState(0)
  const next = (by: 1 | -1) => {
    const to = (open[chosen] ?? 0) + by
    // What is open beside it is passed over.
    return open.includes(to) ? to + by : to
  }
  const ends = (by: 1 | -1) => next(by) < 0 || next(by) >= of
  const step = (by: 1 | -1) => {
    if (!ends(by)) set(open.map((at, place) => (place === chosen ? next(by) : at)))
  }
  const side = () => {
    const at = open[chosen] ?? 0
    if (of < 2) return
    set(open.length > 1 ? [at] : [at, at + 1 < of ? at + 1 : at - 1])
    choose(open.length > 1 ? 0 : 1)
  }
  return { open, chosen, choose, step, side, ends }
}
