/** The texts that each word stands in, by the words' numbers and the texts' places: a search that has the words looks at no text. */

export interface Postings {
  /** How many texts there are. */
  count: number
  /** By word: where its places end in `places`; those of the next word begin there. */
  ends: Uint32Array<ArrayBuffer>
  places: Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>
}

/** The words of a text: their numbers, each once, or its place in postings. */
export type Words = number[] | number

export const NONE: Postings = { count: 0, ends: new Uint32Array(), places: new Uint16Array() }

/** Postings of texts, each at its place in `all`. `words`: how many there are; `was`: where some of the texts had their places. */
export function postings(all: Words[], words: number, was: Postings): Postings {
  const moved = new Int32Array(was.count).fill(-1)
  all.forEach((one, place) => {
    if (typeof one === 'number') moved[one] = place
  })
  const each = (visit: (word: number, place: number) => void) => {
    all.forEach((one, place) => {
      if (typeof one !== 'number') for (const word of one) visit(word, place)
    })
    let at = 0
    was.ends.forEach((end, word) => {
      for (; at < end; at++) {
        const place = moved[was.places[at] as number] as number
        if (place >= 0) visit(word, place)
      }
    })
  }
  const ends = new Uint32Array(words)
  const next = (word: number) => (ends[word] as number)++
  each(next)
  let sum = 0
  for (const [word, many] of ends.entries()) {
    ends[word] = sum
    sum += many
  }
  const places = new (all.length > 0xffff ? Uint32Array : Uint16Array)(sum)
  each((word, place) => {
    places[next(word)] = place
  })
  return { count: all.length, ends, places }
}
