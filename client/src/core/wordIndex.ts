/**
 * An index of words for searches that ignore case and diacritics. Each different word is folded and kept once, under a
 * number; of a text only the numbers of its words are kept, or for very many texts of each word the texts.
 */

import { fold } from './folding'
import { NONE, type Postings, postings, type Words } from './postings'

/** What is stored of an index: its words (see WordIndex), where each begins, and the texts that it stands in. */
export interface Stored {
  words: string
  starts: Uint32Array<ArrayBuffer>
  of: Postings
}

/** The parts of a query that a text has to hold: its words, folded. */
export const partsOf = (query: string): string[] => fold(query).split(/\s+/).filter(Boolean)

export class WordIndex {
  /** While texts are taken in: folded words, and words as they are written → their numbers. */
  private numbers: Map<string, number> | null = null
  private written = new Map<string, number>()
  /** The folded words in the order of their numbers, each between two line feeds: one text is searched at once. */
  private words: string
  /** Where each word begins in `words`, by its number, and where the next one would. */
  private starts: Uint32Array<ArrayBuffer>
  private of: Postings

  constructor({ words, starts, of }: Stored = { words: '\n', starts: new Uint32Array(), of: NONE }) {
    this.words = words
    this.starts = starts
    this.of = of
  }

  /** What `finder` needs of a text. */
  wordsOf(text: string): number[] {
    const found = new Set<number>()
    for (const word of text.split(/\s+/)) if (word) found.add(this.numberOf(word))
    return [...found]
  }

  /**
   * Tells of the words of a text whether each of the `parts` (see partsOf) occurs somewhere in it, also within a word, in
   * any order. Without parts, every text is found.
   */
  finder(parts: string[]): (words: Words) => boolean {
    const wanted = parts.map((part) => this.having(part))
    const { count, ends, places } = this.of
    const hits = new Uint16Array(count) // by place: how many of the parts are there, as long as all were
    for (const [before, found] of wanted.entries()) {
      for (const word of found) {
        const end = ends[word] ?? 0
        for (let at = ends[word - 1] ?? 0; at < end; at++) {
          const place = places[at] as number
          if (hits[place] === before) hits[place] = before + 1
        }
      }
    }
    let sets: Set<number>[]
    return (words) => {
      if (typeof words === 'number') return hits[words] === wanted.length
      sets ??= wanted.map((found) => new Set(found))
      return sets.every((found) => words.some((word) => found.has(word)))
    }
  }

  /** What to store of the index; `all`: the words of each text, of which from now on its place there is what finds it. */
  stored(all: Words[]): Stored {
    const starts = this.begins()
    this.of = postings(all, starts.length - 1, this.of)
    return { words: this.words, starts, of: this.of }
  }

  /** Lets go of what only helps while texts are taken in. */
  rest(): void {
    this.numbers = null
    this.written = new Map()
  }

  /** The words in which `part` occurs. */
  private having(part: string): number[] {
    const { words } = this
    const starts = this.begins()
    const found: number[] = []
    let word = 0
    for (let at = words.indexOf(part); at >= 0; at = words.indexOf(part, starts[word])) {
      while ((starts[word + 1] as number) <= at) word++
      found.push(word++)
    }
    return found
  }

  private begins(): Uint32Array<ArrayBuffer> {
    const { words } = this
    if (this.starts[this.starts.length - 1] !== words.length) this.starts = startsOf(words)
    return this.starts
  }

  private numberOf(word: string): number {
    const known = this.written.get(word)
    if (known !== undefined) return known
    this.numbers ??= new Map(
      this.words
        .split('\n')
        .slice(1, -1)
        .map((folded, number) => [folded, number]),
    )
    const folded = fold(word)
    const number = this.numbers.get(folded) ?? this.numbers.size
    if (number === this.numbers.size) this.words += `${folded}\n`
    this.numbers.set(folded, number)
    this.written.set(word, number)
    return number
  }
}

function startsOf(words: string): Uint32Array<ArrayBuffer> {
  const starts: number[] = []
  for (let at = words.indexOf('\n'); at >= 0; at = words.indexOf('\n', at + 1)) starts.push(at + 1)
  return Uint32Array.from(starts)
}
