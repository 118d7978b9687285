/** An example as the department prepares it, and as lists of the desk show it. */

import type { Rectangle } from './rectangles'

type Bilingual = { vi: string; en: string }

export type State = 'prepared' | 'proposed' | 'published' | 'withdrawn'

/**
 * An example in a list. `fallen`: the statuses of records that were reopened or deleted since; `hidden`: how many of its
 * photos nobody sees any more, as consent was taken back.
 */
export interface Entry {
  id: string
  version: number
  state: State
  slug: string | null
  title: string
  unit: string
  unit_name: string
  kind_label: Bilingual
  year: string
  prepared_by: string
  prepared_at: string
  proposed_by?: string
  published_by?: string
  published_at?: string
  withdrawn_by?: string | null
  withdrawn_at?: string
  withdrawn_reason?: string
  fanpage_link: string | null
  fanpage_day: string | null
  photos: number
  fallen: string[]
  hidden: number
}

/** A photo of an example: of which record, what it shows in words, what is cut off and blurred. `key`: of its new file. */
export interface Chosen {
  record: string
  sha256: string
  alt: string
  crop: Rectangle | null
  blurs: Rectangle[]
  key?: string
  agreed?: boolean
}

/** A record beside an example. `without_consent`: how many of its photos are not offered. */
export interface Original {
  record: string
  unit_name: string
  register: Bilingual
  title: string
  texts: { label: Bilingual; text: string; story: boolean }[]
  photos: { sha256: string }[]
  without_consent: number
}

/** An example with all that it is made of. `people`: names that its story may not mean to name; `may`: what one may do. */
export interface Example extends Entry {
  story: string
  credit: string
  pictures: Chosen[]
  originals: Original[]
  people: string[]
  may: string[]
}

/** What an officer edits of an example. */
export interface Draft {
  title: string
  story: string
  credit: string
  photos: Chosen[]
}

export const draftOf = ({ title, story, credit, pictures }: Example): Draft => ({
  title,
  story,
  credit,
  photos: pictures.map(({ record, sha256, alt, crop, blurs, key, agreed }) => ({
    record,
    sha256,
    alt,
    crop,
    blurs,
    ...(key && { key }),
    ...(agreed !== undefined && { agreed }),
  })),
})
