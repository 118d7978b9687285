import { who } from '../../account/who'
import type { Json } from '../../core/types/json'
import type { Photo } from '../../core/types/photo'
import type { Copy } from '../../core/types/record'
import type { Register } from '../../core/types/register'
import { nameOf } from '../../records/catalog'
import { f } from '../../text/photos'
import { inLanguage } from '../../text/text'

/**
 * What is known of a record whose photos are shown: a phone's, or one that the desk has read, which comes with its
 * history, and with names of `people`.
 */
export type Pictured = Pick<Copy, 'id' | 'unit' | 'author' | 'data' | 'version' | 'consents'> &
  Partial<Pick<Copy, 'form' | 'conflicts'>> & { history?: Json[]; people?: Record<string, string> }

/**
 * A photo of a record: the label of the field that asks for it, who put it there and when, as far as that is known, and
 * whether it is of another value of that field, as two people wrote it at once.
 */
export interface RecordPhoto {
  photo: Photo
  field?: string
  by?: string
  at?: string
  other?: boolean
}

/** The photos of a record, field by field as its register has them, those of a field's other values behind its own. */
export function photosOf(record: Pictured, register: Register | undefined): RecordPhoto[] {
  const found = (register?.fields ?? [])
    .filter(({ type }) => type === 'photos')
    .flatMap(({ name, label }) => {
      const field = inLanguage(label)
      const own = photosIn(record.data[name]).map((photo) => ({ photo, field, ...added(record, name, photo) }))
      const others = Object.values(record.conflicts?.[name] ?? {}).flatMap(({ value, by, at }) =>
        photosIn(value).map((photo) => ({ photo, field, by, at, other: true })),
      )
      return [...own, ...others]
    })
  const hashes = found.map(({ photo }) => photo.sha256)
  return found.filter(({ photo }, at) => hashes.indexOf(photo.sha256) === at)
}

const photosIn = (value: Json[string]): Photo[] => (Array.isArray(value) ? value : [])

/** Who first put a photo into a field, and when, where the record comes with its history. */
function added({ history }: Pictured, name: string, { sha256 }: Photo): { by?: string; at?: string } {
  const names = (part?: Json) => photosIn(part?.[name]).some((one) => one.sha256 === sha256)
  const first = history?.find(({ set, add }) => names(set) || names(add))
  return first ? { by: first.by, at: first.at } : {}
}

/** The name of an account (its id), by which photos of a record are spoken of: one's own is "you". */
export const nameIn = ({ people }: Pictured, id: string): string =>
  id === who().id ? f('photo.you') : people?.[id] || nameOf(id) || f('photo.someone')
