import './PhotoChoice.css'
import { useState } from 'preact/hooks'
import { Icon } from '../../parts/Icon'
import { d } from '../../text/desk'
import { Ask } from '../shared/Sheet'
import { Redactor } from './Redactor'
import { style } from './rectangles'
import type { Chosen, Draft, Example } from './types'
import { useImage } from './useImage'

interface Props {
  one: Example
  draft: Draft
  edit: (draft: Draft) => void
}

const same = (one: Pick<Chosen, 'record' | 'sha256'>, other: Pick<Chosen, 'record' | 'sha256'>) =>
  one.record === other.record && one.sha256 === other.sha256

/** The photos of an example, and those that may still be taken into it: such to which the people in them agreed. */
export function PhotoChoice({ one, draft, edit }: Props) {
  const offered = one.originals.flatMap(({ record, photos }) =>
    photos.map(({ sha256 }): Chosen => ({ record, sha256, alt: '', crop: null, blurs: [] })),
  )
  const left = offered.filter((photo) => !draft.photos.some((taken) => same(taken, photo)))
  const lacking = one.originals.reduce((sum, { without_consent }) => sum + without_consent, 0)
  const set = (photos: Chosen[]) => edit({ ...draft, photos })
  return (
    <section class="photo-choice">
      <h3>{d('example.photos')}</h3>
      {lacking > 0 && <p class="meta waiting">{d('example.without_consent', { n: lacking })}</p>}
      {!offered.length && !lacking && <p class="meta">{d('example.no_photos')}</p>}
      <ol class="taken">
        {draft.photos.map((photo, at) => (
          <Taken
            key={photo.record + photo.sha256}
            photo={photo}
            n={at + 1}
            set={(now) => set(draft.photos.map((was, place) => (place === at ? now : was)))}
            remove={() => set(draft.photos.filter((_, place) => place !== at))}
            {...(at > 0 && {
              sooner: () =>
                set(
                  draft.photos.map(
                    (was, place) => draft.photos[place === at ? at - 1 : place === at - 1 ? at : place] ?? was,
                  ),
                ),
            })}
          />
        ))}
      </ol>
      {left.length > 0 && (
        <ul class="offered">
          {left.map((photo) => (
            <Offered key={photo.record + photo.sha256} photo={photo} take={() => set([...draft.photos, photo])} />
          ))}
        </ul>
      )}
    </section>
  )
}

const originalPath = ({ record, sha256 }: Chosen, small = '') => `/api/records/${record}/photos/${sha256}${small}`

function Offered({ photo, take }: { photo: Chosen; take: () => void }) {
  const url = useImage(originalPath(photo, '?size=small'))
  return (
    <li>
      <button type="button" class="tile" onClick={take}>
        {url ? <img src={url} alt="" /> : <span class="blank" />}
        <span>
          <Icon name="add" /> {d('example.take')}
        </span>
      </button>
    </li>
  )
}

interface TakenProps {
  photo: Chosen
  n: number
  set: (photo: Chosen) => void
  remove: () => void
  /** Moves it before the one before it. */
  sooner?: () => void
}

function Taken({ photo, n, set, remove, sooner }: TakenProps) {
  const url = useImage(originalPath(photo, '?size=small'))
  const [redacting, redact] = useState(false)
  const { crop, blurs } = photo
  return (
    <li>
      <div class="stage">
        {url ? <img src={url} alt="" /> : <span class="blank" />}
        {blurs.map((one) => (
          <span key={one.join()} class="blur" style={style(one)} />
        ))}
        {crop && <span class="crop" style={style(crop)} />}
      </div>
      <div class="of-it">
        <Ask label={d('example.alt', { n })} help={d('example.alt_help')}>
          <input
            value={photo.alt}
            maxLength={300}
            onInput={(event) => set({ ...photo, alt: event.currentTarget.value })}
          />
        </Ask>
        <div class="ways">
          <button type="button" class="secondary" onClick={() => redact(true)}>
            {d(crop || blurs.length ? 'example.redacted' : 'example.redact')}
          </button>
          {sooner && (
            <button type="button" class="plain" onClick={sooner}>
              {d('example.sooner')}
            </button>
          )}
          <button type="button" class="plain" onClick={remove}>
            {d('example.remove')}
          </button>
        </div>
        {photo.agreed === false && <p class="fault">{d('example.consent_gone')}</p>}
      </div>
      {redacting && (
        <Redactor
          path={originalPath(photo)}
          crop={crop}
          blurs={blurs}
          done={(now) => {
            const { key: _, ...rest } = photo
            set({ ...rest, ...now })
          }}
          close={() => redact(false)}
        />
      )}
    </li>
  )
}
