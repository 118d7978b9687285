import './Photos.css'
import './Viewer.css'
import { useEffect, useState } from 'preact/hooks'
import type { Consent, Photo } from '../../core/types/photo'
import { Later } from '../../parts/Later'
import { useWatched } from '../../parts/live'
import { register } from '../../records/catalog'
import { type KeptPhoto, photosHere, progressOf, watchProgress } from '../../records/photos'
import { f, usePhotoTexts } from '../../text/photos'
import { Picture, withdrawn } from './Picture'
import { type Pictured, photosOf } from './recordPhotos'

/** The photos of a record, small: each with how far it is sent, and a tap shows it large. */
export function PhotoAnswer({ record: read, photos }: { record: Pictured; photos: Photo[] }) {
  const loaded = usePhotoTexts()
  const kept = useWatched(photosHere, [read.id], read.id)
  // The desk reads a record once; what is said there of consent counts at once, too.
  const [said, say] = useState<Record<string, Consent>>({})
  const record = { ...read, consents: { ...read.consents, ...newer(said, read.consents) } }
  const [open, setOpen] = useState<string | null>(null)
  if (!loaded) return null
  const of = ({ sha256 }: Photo) => kept?.find((one) => one.sha256 === sha256 && record.id in one.records)
  const hashes = photos.map(({ sha256 }) => sha256)
  const all = photosOf(record, register(record.form ?? null))
  const among = all.findIndex(({ photo }) => photo.sha256 === open)
  return (
    <>
      <ul class="photo-grid">
        {photos.map((photo, at) => (
          <li key={photo.sha256}>
            <button type="button" aria-label={f('photo.open', { n: at + 1 })} onClick={() => setOpen(photo.sha256)}>
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
      {open && (
        <Later
          load={viewer}
          with={{
            record,
            ...(among < 0
              ? { photos: photos.map((photo) => ({ photo })), first: hashes.indexOf(open) }
              : { photos: all, first: among }),
            close: () => setOpen(null),
            say: (sha256: string, consent: Consent) => say({ ...said, [sha256]: consent }),
          }}
          away={
            <p class="fault" role="status">
              {f('photo.away')}
            </p>
          }
        />
      )}
    </>
  )
}

// Its style comes with this file: each file that is kept offline is named in the core.
const viewer = async () => (await import('./Viewer')).Viewer

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
