/** Search that ignores diacritics and case: "vuon rau" finds "Vườn rau", and d finds đ. */

/**
 * The text in small letters, so that upper and lower case are alike. It is put into capitals first, so that ß equals
 * ss and ſ equals s, as in Unicode's full case folding; ı alone stays as it is.
 */
const folded = (text: string) => text.replace(/[^ı]+/g, (part) => part.toUpperCase().toLowerCase()).replace(/ς/g, 'σ')

/** The text in the form in which searches compare it: in small letters, without diacritics, đ as d. */
export function fold(text: string): string {
  return folded(folded(text).normalize('NFD').replace(/\p{M}/gu, '')).replace(/đ/g, 'd')
}

/**
 * Whether every word of `query` occurs somewhere in `text`, also within a word, in any order; case and diacritics are
 * ignored. An empty query matches every text.
 */
export function matches(query: string, text: string): boolean {
  const within = fold(text)
  return fold(query)
    .split(/\s+/)
    .every((word) => within.includes(word))
}
