import './Photos.css'
import { useEffect, useState } from 'preact/hooks'
import type { Consent, Photo } from '../../core/types/photo'
import { useWatched } from '../../parts/live'
import { type KeptPhoto, photosHere, progressOf, watchProgress } from '../../records/photos'
import { f, usePhotoTexts } from '../../text/photos'
import { Large } from './Large'
import { Picture, type Pictured, withdrawn } from './Picture'

/** The photos of a record, small: each with how far it is sent, and a tap shows it large. */
export function PhotoAnswer({ record: read, photos }: { record: Pictured; photos: Photo[] }) {
  const loaded = usePhotoTexts()
  const kept = useWatched(photosHere, [read.id], read.id)
  // The desk reads a record once; what is said there of consent counts at once, too.
  const [said, say] = useState<Record<string, Consent>>({})
  const record = { ...read, consents: { ...read.consents, ...newer(said, read.consents) } }
  const [open, setOpen] = useState<number | null>(null)
  if (!loaded) return null
  const of = ({ sha256 }: Photo) => kept?.find((one) => one.sha256 === sha256 && record.id in one.records)
  const shown = open === null ? undefined : photos[open]
  return (
    <>
      <ul class="photo-grid">
        {photos.map((photo, at) => (
          <li key={photo.sha256}>
            <button type="button" aria-label={f('photo.open', { n: at + 1 })} onClick={() => setOpen(at)}>
              {withdrawn(record, photo) ? (
                <span class="photo-away">{f('photo.withdrawn')}</span>
              ) : (
                <Picture photo={photo} record={record.id} label="" />
              )}
            </button>
            <Way kept={of(photo)} />
          </li>
        ))}
      </ul>
      {shown && (
        <Large
          record={record}
          photo={shown}
          n={(open ?? 0) + 1}
          of={photos.length}
          go={(n) => setOpen(n - 1)}
          close={() => setOpen(null)}
          say={(consent) => say({ ...said, [shown.sha256]: consent })}
        />
      )}
    </>
  )
}

/** Those of the consents said here that are not in what was read, or were said after it. */
function newer(said: Record<string, Consent>, read: Record<string, Consent> = {}): Record<string, Consent> {
  const later = ([hash, { at }]: [string, Consent]) => Date.parse(at) >= Date.parse(read[hash]?.at ?? at)
  return Object.fromEntries(Object.entries(said).filter(later))
}

const REFUSED = {
  unknown_record: 'photo.refused_unknown',
  lost: 'photo.refused_lost',
  damaged: 'photo.refused_lost',
} as const

/** How far a photo of this phone is on its way to the server; nothing once it is there. */
function Way({ kept }: { kept: KeptPhoto | undefined }) {
  const [, again] = useState(0)
  useEffect(() => watchProgress(() => again((n) => n + 1)), [])
  if (!kept || kept.state === 'held' || kept.state === 'kept') return null
  if (kept.state === 'refused')
    return <p class="fault">{f(REFUSED[kept.code as keyof typeof REFUSED] ?? 'photo.refused')}</p>
  const has = progressOf(kept.sha256)
  if (has === undefined) return <p class="meta">{f('photo.waiting')}</p>
  const n = Math.floor((100 * has) / kept.bytes)
  return (
    <p class="meta">
      {f('photo.sending', { n })}
      <progress value={n} max={100} aria-hidden="true" />
    </p>
  )
}
