/**
 * An index of words for searches that ignore case and diacritics. Each different word is folded and kept once, under a
 * number; a text is kept as the numbers of its words.
 */

import { fold } from './folding'

const SURROGATES = 0xd800 // from here on numbers are moved up: a text may hold no half of a pair
const MOVED = 0x800

/** The parts of a query that a text has to hold: its words, folded. */
export const partsOf = (query: string): string[] => fold(query).split(/\s+/).filter(Boolean)

export class WordIndex {
  /** Where each word begins in `words`, by its number, and where the next one would. */
  private starts: number[] | Uint32Array = []
  /** While texts are taken in: folded words, and words as they are written → their numbers. */
  private numbers: Map<string, number> | null = null
  private written = new Map<string, number>()

  /** `words`: the folded words in the order of their numbers, each between two line feeds. One text is searched at once. */
  constructor(public words = '\n') {}

  /** What `finder` needs of a text: the numbers of its words, each once, as the characters of a string. */
  codes(text: string): string {
    const found = new Set<number>()
    for (const word of text.split(/\s+/)) if (word) found.add(this.numberOf(word))
    return String.fromCodePoint(...[...found].map((n) => (n < SURROGATES ? n : n + MOVED)))
  }

  /**
   * Tells of the codes of a text whether each of the `parts` (see partsOf) occurs somewhere in it, also within a word, in
   * any order. Without parts, every text is found.
   */
  finder(parts: string[]): (codes: string) => boolean {
    const tests = parts.map((part) => anyOf(this.having(part)))
    return (codes) => tests.every((test) => test(codes))
  }

  /** Lets go of what only helps while texts are taken in. */
  rest(): void {
    this.numbers = null
    this.written = new Map()
  }

  /** For each word 1 if `part` occurs in it, else 0. */
  private having(part: string): Uint8Array {
    const { words } = this
    if (this.starts[this.starts.length - 1] !== words.length) this.starts = startsOf(words)
    const { starts } = this
    const found = new Uint8Array(starts.length - 1)
    let word = 0
    for (let at = words.indexOf(part); at >= 0; at = words.indexOf(part, starts[word])) {
      while ((starts[word + 1] as number) <= at) word++
      found[word++] = 1
    }
    return found
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

function startsOf(words: string): Uint32Array {
  const starts: number[] = []
  for (let at = words.indexOf('\n'); at >= 0; at = words.indexOf('\n', at + 1)) starts.push(at + 1)
  return Uint32Array.from(starts)
}

/** Tells of codes whether one of the numbers at which `wanted` has a 1 is among them. */
function anyOf(wanted: Uint8Array): (codes: string) => boolean {
  return (codes) => {
    for (let at = 0; at < codes.length; at++) {
      let code = codes.charCodeAt(at)
      if (code >= SURROGATES) {
        code = (codes.codePointAt(at) as number) - MOVED
        if (code >= 0x10000 - MOVED) at++
      }
      if (wanted[code]) return true
    }
    return false
  }
}
