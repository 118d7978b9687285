/** The order of Vietnamese lists, as one sort key; the twin of sync/vietnamese.py. */

const LETTERS = 'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz'
const TONES = '\u0300\u0309\u0303\u0301\u0323' // huyền, hỏi, ngã, sắc, nặng; ngang, which comes first, has no mark
const CODES = new Map([...LETTERS, 'ð'].map((one) => [one, at(one === 'ð' ? 'đ' : one)]))

function at(letter: string): string {
  return String.fromCharCode(65 + LETTERS.indexOf(letter))
}

/** The words of a text, in small letters and decomposed (NFD). */
function syllables(text: string): string[] {
  return (
    text
      .toLowerCase()
      .normalize('NFD')
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  )
}

const hex = (one: string) => (one.codePointAt(0) as number).toString(16).padStart(6, '0')
const two = (n: number) => String(n).padStart(2, '0')

/** The key of one letter or number. Longer numbers are larger; zeros before one count only between equal numbers. */
function keyOfLetter(part: string): string {
  if (!/^[0-9]/.test(part)) return CODES.get(part) ?? `~${hex(part)}`
  const number = part.replace(/^0+(?=.)/, '')
  return `${two(Math.min(number.length, 99))}${number}/${part.length - number.length}/`
}

/** The key of one word: letters and numbers, `!`, the number of its tone, and marks that are no Vietnamese ones. */
function keyOf(syllable: string): string {
  const tone = [...syllable].find((mark) => TONES.includes(mark))
  const bare = [...syllable].filter((one) => !TONES.includes(one)).join('')
  const parts = (bare.normalize('NFC').match(/[0-9]+|[^0-9]/gu) ?? []).flatMap((part) =>
    CODES.has(part) || /^[0-9]/.test(part) ? [part] : [...part.normalize('NFD')],
  )
  const letters = parts.map((part) => (/^\p{M}/u.test(part) ? '' : keyOfLetter(part)))
  const strange = parts.map((part, place) => (/^\p{M}/u.test(part) ? `"${two(place)}${hex(part)}` : ''))
  return `${letters.join('')}!${tone ? TONES.indexOf(tone) + 1 : 0}${strange.join('')}`
}

/**
 * The key by which texts such as the names of places are sorted, to be compared character by character: letters in the
 * order of the alphabet, then tones; numbers by their value.
 */
export const sortKey = (text: string): string => syllables(text).map(keyOf).join('')

/** The key by which people are sorted: by given name, the last word, then by the words before it. */
export function personKey(name: string): string {
  const [, before, aside] = /^(.*\S)\s*(\([^()]*\))\s*$/s.exec(name) ?? ['', name, '']
  const all = syllables(before as string)
  return [...all.slice(-1), ...all.slice(0, -1), ...syllables(aside as string)].map(keyOf).join('')
}

/** The items in the order of their names; `key` makes the sort key of a name. */
export function inOrder<T>(items: Iterable<T>, name: (item: T) => string, key = sortKey): T[] {
  const keyed = [...items].map((item) => ({ item, key: key(name(item)) }))
  return keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0)).map(({ item }) => item)
}
