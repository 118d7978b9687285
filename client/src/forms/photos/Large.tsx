import { useEffect, useRef } from 'preact/hooks'
import { unitsAs, who } from '../../account/who'
import { clock } from '../../core/ids'
import type { Photo, Consent as Said } from '../../core/types/photo'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { toast } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { nameOf } from '../../records/catalog'
import { act } from '../../records/records'
import { moment } from '../../text/format'
import { f } from '../../text/photos'
import { Picture, type Pictured, withdrawn } from './Picture'

interface Props {
  record: Pictured
  photo: Photo
  /** Its number among those of the record, from 1, and how many these are. */
  n: number
  of: number
  go: (n: number) => void
  close: () => void
  /** Hears what was said of consent, once that is saved. */
  say: (consent: Said) => void
}

/** A photo as large as the screen, what was said of consent to it, and buttons to say so. */
export function Large({ record, photo, n, of, go, close, say }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const label = f('photo.number', { n })
  return (
    <dialog ref={dialog} class="photo-large" aria-label={label} onClose={close}>
      <header>
        <button type="button" class="plain" onClick={() => dialog.current?.close()}>
          <Icon name="cross" /> {f('photo.close')}
        </button>
        {of > 1 && (
          <>
            <button
              type="button"
              class="plain"
              aria-label={f('photo.before')}
              disabled={n === 1}
              onClick={() => go(n - 1)}
            >
              <Icon name="back" />
            </button>
            <span class="meta">{`${n}/${of}`}</span>
            <button
              type="button"
              class="plain next"
              aria-label={f('photo.next')}
              disabled={n === of}
              onClick={() => go(n + 1)}
            >
              <Icon name="back" />
            </button>
          </>
        )}
      </header>
      <div class="photo-view">
        {withdrawn(record, photo) ? (
          <span class="photo-away">{f('photo.withdrawn')}</span>
        ) : (
          <Picture key={photo.sha256} photo={photo} record={record.id} large label={label} />
        )}
      </div>
      <footer>
        <Consent record={record} photo={photo} say={say} />
      </footer>
    </dialog>
  )
}

function Consent({ record, photo, say }: Pick<Props, 'record' | 'photo' | 'say'>) {
  const [busy, run] = useBusy()
  const said = record.consents?.[photo.sha256]
  const speak = async (given: boolean) => {
    const { id, unit, version } = record
    await act('consent', id, { photo: photo.sha256, given, unit, ...(version && { base: version }) })
    say({ given, by: who().id, at: clock() })
    toast(f('photo.saved'))
  }
  const tapped = (given: boolean) => void run(() => speak(given).catch(trouble))
  const name = said && (said.by === who().id ? f('photo.you') : nameOf(said.by) || f('photo.someone'))
  return (
    <>
      {said && (
        <p class="meta">
          {f(said.given ? 'photo.consented_by' : 'photo.withdrawn_by', { name: name ?? '', at: moment(said.at) })}
        </p>
      )}
      {may(record) && (
        <div class="photo-acts">
          {!said?.given && (
            <button type="button" class="secondary" disabled={busy} onClick={() => tapped(true)}>
              <Icon name="check" /> {f(said ? 'photo.give_again' : 'photo.give')}
            </button>
          )}
          {said?.given !== false && (
            <button type="button" class="plain needs" disabled={busy} onClick={() => tapped(false)}>
              {f('photo.withdraw')}
            </button>
          )}
        </div>
      )}
      {may(record) && said?.given !== false && <p class="help">{f('photo.withdraw_why')}</p>}
    </>
  )
}

/** Whether this account may speak for those on a record's photos: who writes it, leads its unit, or is an officer. */
function may({ author, data, unit }: Pictured): boolean {
  const me = who().id
  const officer = who().roles.some(({ role }) => role !== 'teacher' && role !== 'leader')
  const named = Object.values(data).some((value) => [value].flat().includes(me))
  return author === me || author === null || named || officer || unitsAs('leader').includes(unit)
}
