import { unitsAs, who } from '../../account/who'
import { clock } from '../../core/ids'
import type { Photo, Consent as Said } from '../../core/types/photo'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { toast } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { act } from '../../records/records'
import { moment } from '../../text/format'
import { f } from '../../text/photos'
import { nameIn, type Pictured } from './recordPhotos'

interface Props {
  record: Pictured
  photo: Photo
  /** Hears what was put down of consent, once that is saved. */
  say: (consent: Said) => void
}

/** What was put down of consent to a photo, and buttons to put down more. */
export function Consent({ record, photo, say }: Props) {
  const [busy, run] = useBusy()
  const said = record.consents?.[photo.sha256]
  const speak = async (given: boolean) => {
    const { id, unit, version } = record
    await act('consent', id, { photo: photo.sha256, given, unit, ...(version && { base: version }) })
    say({ given, by: who().id, at: clock() })
    toast(f('photo.saved'))
  }
  const tapped = (given: boolean) => void run(() => speak(given).catch(trouble))
  return (
    <>
      {said && (
        <p class="meta">
          {f(said.given ? 'photo.consented_by' : 'photo.withdrawn_by', {
            name: nameIn(record, said.by),
            at: moment(said.at),
          })}
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
