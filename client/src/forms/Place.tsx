import { useState } from 'preact/hooks'
import { number } from '../text/format'
import { t } from '../text/text'

interface Props {
  value: [number, number] | null | undefined
  set: (value: [number, number] | null) => void
}

/** The input for a place, as [latitude, longitude] in degrees. The phone's position is read only after a tap. */
export function Place({ value, set }: Props) {
  const [fault, setFault] = useState(false)
  const find = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setFault(false)
        set([Number(coords.latitude.toFixed(5)), Number(coords.longitude.toFixed(5))])
      },
      () => setFault(true),
      { timeout: 20_000, maximumAge: 60_000 },
    )
  return (
    <div class="row">
      {value ? (
        <>
          <span>{value.map(number).join('; ')}</span>
          <button type="button" class="plain" onClick={() => set(null)}>
            {t('form.unpick')}
          </button>
        </>
      ) : (
        <button type="button" class="secondary" onClick={find}>
          {t('form.place')}
        </button>
      )}
      {fault && <span class="waiting">{t('form.no_place')}</span>}
    </div>
  )
}
