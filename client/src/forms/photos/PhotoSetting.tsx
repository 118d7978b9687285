import './Photos.css'
import { useEffect, useState } from 'preact/hooks'
import { useStatus, useWatched } from '../../parts/live'
import { setWifiAlone, tellsWifi, wifiAlone } from '../../platform/wifi'
import { type KeptPhoto, photosHere, progressOf, sendNow, watchProgress } from '../../records/photos'
import { f, usePhotoTexts } from '../../text/photos'
import { Picture } from './Picture'

/** In the settings: whether photos wait for Wi-Fi, and those that wait, each with how far it is. */
export function PhotoSetting() {
  const loaded = usePhotoTexts()
  const [alone, setAlone] = useState(wifiAlone)
  const { photos } = useStatus()
  const kept = useWatched(photosHere, [photos])
  if (!loaded) return null
  const waiting = (kept ?? []).filter(({ state }) => state === 'waiting')
  const choose = (chosen: boolean) => {
    setWifiAlone(chosen)
    setAlone(chosen)
    if (!chosen) void sendNow()
  }
  return (
    <section class="entry">
      <h2>{f('photo.title')}</h2>
      {tellsWifi() ? (
        <>
          <label class="tick">
            <input type="checkbox" checked={alone} onChange={({ currentTarget }) => choose(currentTarget.checked)} />
            {f('photo.wifi')}
          </label>
          <p class="help">{f('photo.wifi_why')}</p>
        </>
      ) : (
        <p class="help">{f('photo.wifi_untold')}</p>
      )}
      {photos > 0 && <p>{f('photo.left', { n: photos })}</p>}
      {waiting.length > 0 && (
        <ol class="photo-tiles">
          {waiting.map((photo, at) => (
            <Waiting key={photo.sha256} photo={photo} n={at + 1} />
          ))}
        </ol>
      )}
    </section>
  )
}

function Waiting({ photo, n }: { photo: KeptPhoto; n: number }) {
  const [, again] = useState(0)
  useEffect(() => watchProgress(() => again((n) => n + 1)), [])
  const part = Math.floor((100 * (progressOf(photo.sha256) ?? 0)) / photo.bytes)
  const words = part ? f('photo.sending', { n: part }) : f('photo.waiting')
  return (
    <li class="photo-tile small">
      <span class="photo-frame">
        <Picture photo={photo} record={undefined} label={f('photo.number', { n })} />
      </span>
      <p class="meta">
        {words} · {Math.ceil(photo.bytes / 1000)} KB
        <progress value={part} max={100} aria-label={words} />
      </p>
    </li>
  )
}
