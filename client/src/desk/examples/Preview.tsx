import './Preview.css'
import { useState } from 'preact/hooks'
import { d } from '../../text/desk'
import { inLanguage } from '../../text/text'
import type { Chosen, Draft, Example } from './types'
import { useImage } from './useImage'

interface Props {
  one: Example
  draft: Draft
  /** Whether it is opened first, below the form. */
  folded?: boolean
}

/** What readers will see, as wide as a phone or as a desktop. */
export function Preview({ one, draft, folded }: Props) {
  const [narrow, setNarrow] = useState(true)
  const shown = (
    <>
      <div class="chips">
        {([true, false] as const).map((phone) => (
          <button
            key={String(phone)}
            type="button"
            class="chip"
            aria-pressed={narrow === phone}
            onClick={() => setNarrow(phone)}
          >
            {d(phone ? 'example.on_phone' : 'example.on_desktop')}
          </button>
        ))}
      </div>
      <div class={narrow ? 'page phone' : 'page'}>
        <p class="kind">{inLanguage(one.kind_label)}</p>
        <h3>{draft.title}</h3>
        <p class="meta">{[one.unit_name, one.year].join(' · ')}</p>
        {draft.photos.map((photo) => (
          <Shown key={photo.record + photo.sha256} one={one} photo={photo} />
        ))}
        {draft.story
          .split(/\n\s*\n/)
          .filter((text) => text.trim())
          .map((text, at) => (
            <p key={at}>{text}</p>
          ))}
        {draft.credit && <p class="credit">{draft.credit}</p>}
      </div>
    </>
  )
  if (!folded) return <section class="preview">{shown}</section>
  return (
    <details class="preview">
      <summary>{d('example.preview')}</summary>
      {shown}
    </details>
  )
}

/** A photo as it was made anew; before it is saved, a word that it will be. */
function Shown({ one, photo }: { one: Example; photo: Chosen }) {
  if (!photo.key) return <p class="note waiting">{d('example.photo_unsaved')}</p>
  return <Made path={`/api/examples/${one.id}/photos/${photo.key}`} alt={photo.alt} />
}

function Made({ path, alt }: { path: string; alt: string }) {
  const url = useImage(path)
  return <figure>{url ? <img src={url} alt={alt} /> : <span class="blank" />}</figure>
}
