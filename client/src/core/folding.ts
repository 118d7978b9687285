/** Search without diacritics: "vuon rau" finds "Vườn rau", and đ equals d. */

/** Upper case first, so that ß equals ss and ſ equals s, as Unicode's full case folding has it; ı stays itself. */
const folded = (text: string) => text.replace(/[^ı]+/g, (part) => part.toUpperCase().toLowerCase()).replace(/ς/g, 'σ')

/** The text as it is searched: without diacritics, đ as d, upper and lower case alike. */
export function fold(text: string): string {
  return folded(folded(text).normalize('NFD').replace(/\p{M}/gu, '')).replace(/đ/g, 'd')
}

/** Whether `text` holds every word of `query`, or parts of words of it. An empty query matches everything. */
export function matches(query: string, text: string): boolean {
  const within = fold(text)
  return fold(query)
    .split(/\s+/)
    .every((word) => within.includes(word))
}
