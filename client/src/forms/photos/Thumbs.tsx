import { useEffect, useRef, useState } from 'preact/hooks'
import { register } from '../../records/catalog'
import { f, usePhotoTexts } from '../../text/photos'
import { Picture, withdrawn } from './Picture'
import { type Pictured, photosOf } from './recordPhotos'

const MOST = 3

/** A record's first photos, small, in a row of a list, and how many there are; they are fetched once they come in sight. */
export function Thumbs({ record }: { record: Pictured }) {
  const loaded = usePhotoTexts()
  const place = useRef<HTMLSpanElement>(null)
  const [seen, see] = useState(false)
  useEffect(() => {
    const watch = new IntersectionObserver((found) => found.some(({ isIntersecting }) => isIntersecting) && see(true))
    if (place.current) watch.observe(place.current)
    return () => watch.disconnect()
  }, [])
  const all = photosOf(record, register(record.form ?? null)).filter(({ photo }) => !withdrawn(record, photo))
  return (
    <span class="thumbs" ref={place}>
      {seen &&
        all.slice(0, MOST).map(({ photo }) => <Picture key={photo.sha256} photo={photo} record={record.id} label="" />)}
      {loaded && f('photo.n', { n: all.length })}
    </span>
  )
}
