import './Photos.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import { MOST_PHOTOS } from '../../core/photos'
import type { Photo } from '../../core/types/photo'
import type { Field } from '../../core/types/register'
import { useWatched } from '../../parts/live'
import { trouble } from '../../parts/Trouble'
import { room } from '../../platform/storage'
import { get } from '../../records/records'
import { f, usePhotoTexts } from '../../text/photos'
import { CameraIcon, withdrawn } from './Picture'
import { Tile } from './Tile'
import { type Camera, type Said, useLost, usePhotos } from './usePhotos'

interface Props {
  field: Field
  value: Photo[] | null | undefined
  set: (value: Photo[]) => void
  described: string
  camera: Camera
}

/** Bytes of free room below which somebody who takes photos is warned. */
const LITTLE = 60e6

/** The input of a field of photos: those taken so far, and buttons for the camera and the phone's pictures. */
export function PhotoField({ field, value, set, described, camera }: Props) {
  const loaded = usePhotoTexts()
  const photos = value ?? []
  const given = { field, photos, set, camera }
  const { busy, said, add, remove, bring, agree } = usePhotos(given)
  const [lost, endLost] = useLost(given, bring)
  const { record: id = '' } = camera.of
  const record = useWatched(async () => (id ? get(id) : null), [id], id)
  const little = useLittleRoom(photos.length)
  const shots = useRef<HTMLInputElement>(null)
  const files = useRef<HTMLInputElement>(null)
  const instead = useRef<string | null>(null)

  const cover = (photo: Photo) =>
    id && !record ? '' : record && withdrawn(record, photo) ? f('photo.withdrawn') : null
  const open = async (input: HTMLInputElement | null, old: string | null = null) => {
    instead.current = old
    // Android may kill the page behind the camera and the pictures: what is written, and what it waits for, are on disk before.
    await camera.opens(true)
    input?.click()
  }
  const shoot = (old?: string) => void open(shots.current, old)
  const choose = () => void open(files.current)
  const chosen = {
    type: 'file' as const,
    accept: 'image/*',
    hidden: true,
    onChange: ({ currentTarget: input }: { currentTarget: HTMLInputElement }) => {
      const all = [...(input.files ?? [])]
      input.value = ''
      endLost()
      add(all, instead.current).catch(trouble)
    },
    onCancel: () => void camera.opens(false),
  }
  if (!loaded) return null
  return (
    <div class="photos" aria-describedby={described}>
      {lost && <Lost again={() => shoot()} choose={choose} skip={endLost} />}
      {photos.length > 0 && (
        <ol class="photo-tiles">
          {photos.map((photo, at) => (
            <Tile
              key={photo.sha256}
              photo={photo}
              n={at + 1}
              record={id || undefined}
              instead={cover(photo)}
              agreed={!!camera.of.consents?.includes(photo.sha256)}
              agree={(yes) => {
                agree(photo.sha256, yes)
                void camera.opens(false)
              }}
              remove={() => remove(photo.sha256)}
              retake={() => shoot(photo.sha256)}
            />
          ))}
        </ol>
      )}
      {little !== null && <p class="waiting hint">{f('photo.nearly_full', { free: little })}</p>}
      <p role="status" class={busy ? 'meta' : 'fault'}>
        {busy ? f('photo.shrinking', busy) : said && sentence(said)}
      </p>
      {photos.length >= MOST_PHOTOS && <p class="meta">{f('photo.full_set', { n: MOST_PHOTOS })}</p>}
      {photos.length < MOST_PHOTOS && !lost && (
        <div class="photo-from two">
          <button type="button" class="secondary" disabled={!!busy} onClick={() => shoot()}>
            <CameraIcon /> {f('photo.take')}
          </button>
          <button type="button" class="secondary" disabled={!!busy} onClick={choose}>
            {f('photo.choose')}
          </button>
        </div>
      )}
      <input {...chosen} ref={shots} capture="environment" />
      <input {...chosen} ref={files} multiple />
    </div>
  )
}

const sentence = (said: NonNullable<Said>) =>
  'left' in said ? f('photo.most', { n: MOST_PHOTOS, left: said.left }) : f(`photo.${said.unkept}`, { name: said.name })

/** The place of a photo that did not come back, as the page was closed behind the camera or the phone's pictures. */
function Lost({ again, choose, skip }: Record<'again' | 'choose' | 'skip', () => void>) {
  return (
    <section class="note needs">
      <h3>{f('photo.lost')}</h3>
      <p>{f('photo.lost_why')}</p>
      <div class="photo-from">
        <button type="button" class="secondary" onClick={again}>
          <CameraIcon /> {f('photo.again')}
        </button>
        <button type="button" class="secondary" onClick={choose}>
          {f('photo.choose_again')}
        </button>
        <button type="button" class="plain" onClick={skip}>
          {f('photo.skip')}
        </button>
      </div>
    </section>
  )
}

/** A hook that gives the megabytes that are free where they are few, null where there are enough or nobody knows. */
function useLittleRoom(photos: number): number | null {
  const [little, set] = useState<number | null>(null)
  useEffect(() => {
    void room().then((found) => set(found && found.free < LITTLE ? Math.floor(found.free / 1e6) : null))
  }, [photos])
  return little
}
