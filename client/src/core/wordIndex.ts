/**
 * An index of words for searches that ignore case and diacritics. Each different word is folded and kept once, under a
 * number; a text is kept as the numbers of its words.
 */

import { fold } from './folding'

const SURROGATES = 0xd800 // from here on numbers are moved up: a text may hold no half of a pair
const MOVED = 0x800

export class WordIndex {
  /** While texts are taken in: folded words, and words as they are written → their numbers. */
  private numbers: Map<string, number> | null = null
  private written = new Map<string, number>()

  /** `words`: the folded words, by their numbers. */
  constructor(readonly words: string[] = []) {}

  /** What `finder` needs of a text: the numbers of its words, each once, as the characters of a string. */
  codes(text: string): string {
    const found = new Set<number>()
    for (const word of text.split(/\s+/)) if (word) found.add(this.numberOf(word))
    return String.fromCodePoint(...[...found].map((n) => (n < SURROGATES ? n : n + MOVED)))
  }

  /**
   * Tells of the codes of a text whether every word of `query` occurs somewhere in it, also within a word, in any order.
   * A query without words finds every text.
   */
  finder(query: string): (codes: string) => boolean {
    const wanted = fold(query).split(/\s+/).filter(Boolean)
    const tests = wanted.map((part) => anyOf(Uint8Array.from(this.words, (word) => (word.includes(part) ? 1 : 0))))
    return (codes) => tests.every((test) => test(codes))
  }

  /** Lets go of what only helps while texts are taken in. */
  rest(): void {
    this.numbers = null
    this.written = new Map()
  }

  private numberOf(word: string): number {
    const known = this.written.get(word)
    if (known !== undefined) return known
    this.numbers ??= new Map(this.words.map((folded, number) => [folded, number]))
    const folded = fold(word)
    const number = this.numbers.get(folded) ?? this.words.push(folded) - 1
    this.numbers.set(folded, number)
    this.written.set(word, number)
    return number
  }
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
