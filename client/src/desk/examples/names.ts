/** Names of a school's people in a text that everybody will read, and the text without them. */

const CALLED = 'cô giáo|thầy giáo|cô|thầy|chị|anh|ông|bà|bác|chú|em|bạn'

/** A name as it stands in the text, and what takes its place: its initials, as newspapers write them. */
export interface Found {
  text: string
  instead: string
}

/**
 * The names that a text mentions, in full or as the last part after a form of address ("cô Lan"), each once and in the
 * order in which they stand. `people`: full names.
 */
export function namesIn(text: string, people: string[]): Found[] {
  const found = new Map<string, { at: number; instead: string }>()
  const note = (at: number, name: string, instead: string) => {
    if (!found.has(name)) found.set(name, { at, instead })
  }
  for (const person of people) {
    for (const match of text.matchAll(whole(escaped(person)))) note(match.index, match[0], initials(match[0]))
    const last = person.split(' ').at(-1) ?? ''
    for (const match of text.matchAll(whole(`(?:${CALLED}) ${escaped(last)}`))) {
      note(match.index, match[0], match[0].slice(0, -last.length) + initials(match[0].slice(-last.length)))
    }
  }
  return [...found]
    .sort(([, one], [, other]) => one.at - other.at)
    .map(([name, { instead }]) => ({ text: name, instead }))
}

/** The text with every mention of a name replaced. */
export const without = (text: string, { text: name, instead }: Found): string =>
  text.replace(whole(escaped(name)), instead)

const initials = (name: string): string =>
  `${name
    .split(' ')
    .map((part) => part.slice(0, 1).toUpperCase())
    .join('.')}.`

/** A pattern that holds as whole words; letters of Vietnamese are none to `\b`. */
const whole = (pattern: string): RegExp => new RegExp(`(?<![\\p{L}\\p{M}])(?:${pattern})(?![\\p{L}\\p{M}])`, 'giu')

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
