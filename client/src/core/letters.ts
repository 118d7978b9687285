/** How long a text is, as a person counts. Twin of sync/registers/letters.py. */

const FLAG = /[\u{1f1e6}-\u{1f1ff}]{2}/gu
const JOINED = /\u200d./gsu
/** Skin colours, and the letters of which the flags of regions are made: seen only on the sign before them. */
const TRAILING = /[\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]/gu
/** A letter with more signs on it than any writing has is counted by its signs. */
const MOST_SIGNS = 10

/** How many letters a person sees in a text that is in NFC: a sign on a letter and a joined emoji add none. */
export function letters(text: string): number {
  const alone = text.replace(FLAG, 'F').replace(JOINED, '').replace(TRAILING, '')
  return Math.max([...alone.replace(/\p{M}/gu, '')].length, Math.ceil([...text].length / MOST_SIGNS))
}
