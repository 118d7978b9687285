import { useEffect, useRef, useState } from 'preact/hooks'
import { MOST_PHOTOS } from '../../core/photos'
import type { Photo } from '../../core/types/photo'
import type { Field } from '../../core/types/register'
import { trouble } from '../../parts/Trouble'
import { leaveOut, takenFor } from '../../records/photos'
import type { Start } from '../start'
import { take, type Unkept } from './take'

/**
 * What photos need of their form: what it started from, where they note consents; and how its draft is stored, before a
 * camera or the phone's pictures open (`awaits`), and at once.
 */
export interface Camera {
  of: Pick<Start, 'key' | 'at' | 'awaits' | 'record' | 'consents'>
  opens: (awaits: boolean) => Promise<void>
}

/** Why a chosen file is not among the photos, or how many were left out as there were too many. */
export type Said = { unkept: Unkept; name: string } | { left: number } | null

interface Given {
  field: Field
  photos: Photo[]
  set: (value: Photo[]) => void
  camera: Camera
}

/**
 * A hook that puts pictures into a field of photos. `add(files, old)` shrinks and stores them one after the other, the
 * first in the place of `old`, if that is a photo's hash; `busy` says how far it is and `said` what became of the last ones.
 * `bring` puts in photos that are stored already; `agree` notes whether those who are seen in one agreed.
 */
export function usePhotos({ field, photos, set, camera }: Given) {
  const [busy, setBusy] = useState<{ n: number; of: number } | null>(null)
  const [said, say] = useState<Said>(null)
  // Photos come one by one, while others may be left out.
  const latest = useRef(photos)
  latest.current = photos
  const give = (value: Photo[]) => {
    latest.current = value
    set(value)
  }
  const agree = (sha256: string, yes: boolean) => {
    const others = (camera.of.consents ?? []).filter((one) => one !== sha256)
    camera.of.consents = yes ? [...others, sha256] : others
  }
  const drop = (sha256: string) => {
    agree(sha256, false)
    leaveOut(sha256).catch(trouble)
  }
  const bring = (found: Photo[]) => give([...latest.current, ...found].slice(0, MOST_PHOTOS))
  const remove = (sha256: string) => {
    drop(sha256)
    give(latest.current.filter((one) => one.sha256 !== sha256))
  }
  const put = (photo: Photo, old: string | null) => {
    if (old && old !== photo.sha256) drop(old)
    const others = latest.current.filter(({ sha256 }) => sha256 !== photo.sha256 || sha256 === old)
    const there = others.some(({ sha256 }) => sha256 === old)
    give(there ? others.map((one) => (one.sha256 === old ? photo : one)) : [...others, photo])
  }
  const add = async (files: File[], old: string | null) => {
    const fit = files.slice(0, MOST_PHOTOS - latest.current.length + (old ? 1 : 0))
    say(fit.length < files.length ? { left: files.length - fit.length } : null)
    for (const [at, file] of fit.entries()) {
      setBusy({ n: at + 1, of: fit.length })
      const made = await take(file, { draft: camera.of.key, field: field.name })
      if (typeof made === 'string') say({ unkept: made, name: file.name })
      else put(made, at ? null : old)
    }
    setBusy(null)
    // Nothing came of it, so that no change of the form has said that nobody waits any more.
    if (!fit.length || !latest.current.length) await camera.opens(false)
  }
  return { busy, said, add, remove, bring, agree }
}

/**
 * A hook that gives whether a photo was taken or chosen for a field and lost with its page, and a function to say that
 * nobody waits for it any more. One that was stored before the page went goes to `bring`, whether the form's draft knew
 * that somebody waited or not.
 */
export function useLost(
  { field, photos, camera: { of, opens } }: Given,
  bring: (found: Photo[]) => void,
): [boolean, () => void] {
  const [lost, setLost] = useState(false)
  useEffect(() => {
    // A form that was not begun before has none, though one of its key may have had some.
    if (!of.at) return
    takenFor({ draft: of.key, field: field.name }, photos).then((found) => {
      if (found.length) bring(found)
      else setLost(of.awaits === field.name)
    }, trouble)
  }, [])
  const end = () => {
    if (lost) void opens(false)
    setLost(false)
  }
  return [lost, end]
}
